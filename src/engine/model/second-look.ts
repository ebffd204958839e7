/**
 * The second look: a finding's surroundings, cut from the photo at its own resolution, go through the encoder again.
 * Small defects get lost in the resize to the encoder's square; up close they are seen, or seen to be nothing.
 * training/lynx/second_look.py has the same rules, and calibration is fitted with them.
 */
import type { Box, Photo } from '../api';
import { iou } from './boxes';

/** Findings that get a second look, in the order they were written. */
export const LOOKS = 4;
/** Side of the crop, in sides of the box. */
const FACTOR = 2.5;
/** Least side of the crop, in photo pixels. */
const MIN_SIDE = 48;
/** A crop larger than this share of the photo's long side would show nothing new. */
const MAX_SHARE = 0.7;
const MATCH_IOU = 0.15;
/** Score of a finding that the second look does not see. */
const UNSEEN = 0.01;

/** Whole-pixel square around a box, within the photo; null when a closer look would not be closer. */
export function cropAround(box: Box, width: number, height: number): Box | null {
  const side = Math.max(FACTOR * Math.max(box.x1 - box.x0, box.y1 - box.y0), MIN_SIDE);
  if (side > MAX_SHARE * Math.max(width, height)) return null;
  const start = (low: number, high: number, limit: number) =>
    Math.floor(Math.min(Math.max((low + high - side) / 2, 0), Math.max(0, limit - side)));
  const [x0, y0] = [start(box.x0, box.x1, width), start(box.y0, box.y1, height)];
  return { x0, y0, x1: Math.floor(Math.min(width, x0 + side)), y1: Math.floor(Math.min(height, y0 + side)) };
}

/** The part of an RGBA photo inside whole-pixel bounds. */
export function cut({ data, width }: Photo, { x0, y0, x1, y1 }: Box): Photo {
  const [w, h] = [x1 - x0, y1 - y0];
  const part = new Uint8ClampedArray(w * h * 4);
  for (let y = 0; y < h; y++) {
    const from = ((y0 + y) * width + x0) * 4;
    part.set(data.subarray(from, from + w * 4), y * w * 4);
  }
  return { data: part, width: w, height: h };
}

/** What the second look makes of a box: the best-scored region that overlaps it, or itself, unseen. */
export function matchAgain(
  box: Box,
  regions: readonly { box: Box; score: number }[],
): { box: Box; score: number } {
  const near = regions.filter((region) => iou(region.box, box) >= MATCH_IOU);
  return near.reduce((best, region) => (region.score > best.score ? region : best), { box, score: UNSEEN });
}
