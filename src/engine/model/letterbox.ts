/** Geometry of the square that the encoder sees: the photo scaled to fit, centred, grey bars beside it. */
import type { Box } from '../api';

export interface Letterbox {
  /** Photo size in upright pixels. */
  width: number;
  height: number;
  /** Side of the square. */
  size: number;
  /** Square pixels per photo pixel. */
  scale: number;
  /** The photo's rectangle in the square, whole pixels. */
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Half to even, as Python rounds in training. */
function round(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** @param size side of the square in pixels */
export function letterboxOf(width: number, height: number, size: number): Letterbox {
  const scale = size / Math.max(width, height);
  const w = Math.max(1, round(width * scale));
  const h = Math.max(1, round(height * scale));
  return { width, height, size, scale, x: Math.floor((size - w) / 2), y: Math.floor((size - h) / 2), w, h };
}

/** A box in fractions of the square -> upright photo pixels, clamped to the photo. */
export function toPhoto(box: Box, { size, scale, x, y, width, height }: Letterbox): Box {
  const back = (fraction: number, offset: number, limit: number) =>
    Math.min(limit, Math.max(0, (fraction * size - offset) / scale));
  return {
    x0: back(box.x0, x, width),
    y0: back(box.y0, y, height),
    x1: back(box.x1, x, width),
    y1: back(box.y1, y, height),
  };
}

/** A length in fractions of the square -> photo pixels. */
export const toPhotoLength = (fraction: number, { size, scale }: Letterbox) => (fraction * size) / scale;

/** The box widened where needed to at least one pixel each way, still within the photo: a box is never empty. */
export function atLeastOnePixel(box: Box, { width, height }: Letterbox): Box {
  const [x0, x1] = widen(box.x0, box.x1, width);
  const [y0, y1] = widen(box.y0, box.y1, height);
  return { x0, y0, x1, y1 };
}

function widen(low: number, high: number, limit: number): [number, number] {
  if (high - low >= 1) return [low, high];
  const start = Math.min(limit - 1, Math.max(0, (low + high - 1) / 2));
  return [start, start + 1];
}
