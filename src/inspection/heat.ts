/** Stops of the evidence colours: value 0..1, red, green, blue, alpha. Clear, then violet, orange, pale yellow. */
const STOPS: readonly (readonly [number, number, number, number, number])[] = [
  [0, 60, 20, 120, 0],
  [0.12, 70, 24, 130, 0],
  [0.4, 170, 40, 120, 0.55],
  [0.7, 245, 120, 40, 0.85],
  [1, 255, 236, 150, 1],
];

/** The 256 colours of the evidence overlay, RGBA. */
export const heatColours: Uint8ClampedArray = buildColours();

/** Paints an evidence map (0..255 a cell) as RGBA pixels of the same size. */
export function heatPixels(map: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(map.length * 4);
  for (let i = 0; i < map.length; i++) {
    pixels.set(heatColours.subarray(map[i] * 4, map[i] * 4 + 4), i * 4);
  }
  return pixels;
}

function buildColours(): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(256 * 4);
  for (let value = 0; value < 256; value++) {
    const v = value / 255;
    const upper = Math.max(
      1,
      STOPS.findIndex((stop) => stop[0] >= v),
    );
    const [from, to] = [STOPS[upper - 1], STOPS[upper]];
    const mix = (v - from[0]) / (to[0] - from[0]);
    for (let channel = 0; channel < 4; channel++) {
      const blended = from[channel + 1] + (to[channel + 1] - from[channel + 1]) * mix;
      colours[value * 4 + channel] = channel === 3 ? blended * 255 : blended;
    }
  }
  return colours;
}
