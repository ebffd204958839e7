/** The orientation in a JPEG's EXIF block, and turning pixels and boxes upright by it. Untrusted bytes: never throws. */
import type { Box, Photo } from '../engine/api';

/** 1..8 as EXIF numbers them; 1 when the file says nothing sensible. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;

export function readOrientation(jpeg: Uint8Array): Orientation {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  try {
    if (view.getUint16(0) !== 0xffd8) return 1;
    // Segments: marker, length (itself included), content. EXIF is an APP1 before the scan.
    for (let at = 2; view.getUint8(at) === 0xff;) {
      const marker = view.getUint8(at + 1);
      const length = view.getUint16(at + 2);
      if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return orientationOfTiff(view, at + 10);
      if (marker === 0xda || length < 2) return 1;
      at += 2 + length;
    }
  } catch {
    // A read past the end: a damaged block says nothing.
  }
  return 1;
}

/** @param start of the TIFF header. Throws RangeError past the end. */
function orientationOfTiff(view: DataView, start: number): Orientation {
  const little = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** Where a stored point lands in the upright photo; `w`, `h` are the stored size. Works for corners of boxes too. */
const MAP: Record<Orientation, (x: number, y: number, w: number, h: number) => [number, number]> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - x, y],
  3: (x, y, w, h) => [w - x, h - y],
  4: (x, y, _, h) => [x, h - y],
  5: (x, y) => [y, x],
  6: (x, y, _, h) => [h - y, x],
  7: (x, y, w, h) => [h - y, w - x],
  8: (x, y, w) => [y, w - x],
};

export function uprightPhoto(photo: Photo, orientation: Orientation): Photo {
  if (orientation === 1) return photo;
  const { width, height } = photo;
  const turned = orientation >= 5;
  const upright = { width: turned ? height : width, height: turned ? width : height };
  const from = new Uint32Array(photo.data.slice().buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // The centre of a pixel stays the centre of a pixel.
      const [u, v] = MAP[orientation](x + 0.5, y + 0.5, width, height);
      to[Math.floor(v) * upright.width + Math.floor(u)] = from[y * width + x];
    }
  }
  return { data: new Uint8ClampedArray(to.buffer), ...upright };
}

/** A box in stored pixels -> upright pixels. */
export function uprightBox(box: Box, orientation: Orientation, width: number, height: number): Box {
  const [ax, ay] = MAP[orientation](box.x0, box.y0, width, height);
  const [bx, by] = MAP[orientation](box.x1, box.y1, width, height);
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}
