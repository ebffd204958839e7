/** Space to depth: x [H*W, C] -> y [(H/p)*(W/p), p*p*C], columns ordered (dy, dx, c). */
export function patchify(o: {
  x: Float64Array;
  y: Float64Array;
  height: number;
  width: number;
  channels: number;
  patch: number;
}): void {
  const { x, y, height, width, channels, patch } = o;
  let out = 0;
  for (let i = 0; i < height; i += patch) {
    for (let j = 0; j < width; j += patch) {
      for (let dy = 0; dy < patch; dy++) {
        const from = ((i + dy) * width + j) * channels;
        y.set(x.subarray(from, from + patch * channels), out);
        out += patch * channels;
      }
    }
  }
}
