/** Photo -> the tensor the encoder reads. */
import type { Photo } from '../api';
import { EngineError } from '../errors';
import { letterboxOf, type Letterbox } from './letterbox';
import { resizeRgb } from './resize';

/** Grey of the bars, 0..255. */
export const BAR = 128;

const normalise = (value: number) => value / 127.5 - 1;

export interface Pixels {
  /** [size * size, 3], -1..1 */
  data: Float32Array;
  box: Letterbox;
}

/** @throws EngineError 'photo' for an empty photo, or one whose data is not width * height * 4 bytes */
export function preprocess(photo: Photo, size: number): Pixels {
  const { data, width, height } = photo;
  const sides = [width, height];
  if (!sides.every((side) => Number.isInteger(side) && side > 0) || data.length !== width * height * 4) {
    throw new EngineError('photo', `not an RGBA photo: ${width} x ${height}, ${data.length} bytes`, {
      width,
      height,
    });
  }
  const box = letterboxOf(width, height, size);
  const inner = resizeRgb(data, width, height, box.w, box.h);
  const square = new Float32Array(size * size * 3).fill(normalise(BAR));
  for (let y = 0; y < box.h; y++) {
    const row = inner.subarray(y * box.w * 3, (y + 1) * box.w * 3);
    square.set(row.map(normalise), ((box.y + y) * size + box.x) * 3);
  }
  return { data: square, box };
}
