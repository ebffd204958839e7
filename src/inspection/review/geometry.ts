/** Box editing in photo pixels. Whatever is asked, a box stays inside the photo and never inverts. */
import { boxArea, clip, type Box, type Point, type Size } from '../box';

/** Sides are at least this long, or the photo's side if that is shorter. */
export const MIN_SIDE = 2;

/** The part of a box that a drag takes hold of. */
export type Handle = 'n' | 'e' | 's' | 'w' | 'ne' | 'se' | 'sw' | 'nw';
export const HANDLES: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

export type Direction = 'left' | 'right' | 'up' | 'down';

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
/** Not a number counts as 0: a pointer event gone wrong moves nothing. */
const finite = (value: number) => (Number.isFinite(value) ? value : 0);

/** Shifted as a whole; at the photo's edge it stops, and keeps its size. */
export function moveBox(box: Box, by: Point, photo: Size): Box {
  const dx = clamp(finite(by.x), -box.x0, photo.width - box.x1);
  const dy = clamp(finite(by.y), -box.y0, photo.height - box.y1);
  return { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

/** The sides that `handle` holds are shifted; the opposite ones stay, and are never passed. */
export function resizeBox(box: Box, handle: Handle, by: Point, photo: Size): Box {
  const [minX, minY] = [Math.min(MIN_SIDE, photo.width), Math.min(MIN_SIDE, photo.height)];
  const [dx, dy] = [finite(by.x), finite(by.y)];
  const next = { ...box };
  if (handle.includes('w')) next.x0 = clamp(box.x0 + dx, 0, Math.max(0, box.x1 - minX));
  if (handle.includes('e')) next.x1 = clamp(box.x1 + dx, Math.min(photo.width, box.x0 + minX), photo.width);
  if (handle.includes('n')) next.y0 = clamp(box.y0 + dy, 0, Math.max(0, box.y1 - minY));
  if (handle.includes('s')) next.y1 = clamp(box.y1 + dy, Math.min(photo.height, box.y0 + minY), photo.height);
  return next;
}

/** What arrow keys do: a pixel, or ten with Shift. With `handle`, that side or corner instead of the whole. */
export function nudgeBox(box: Box, way: Direction, fast: boolean, photo: Size, handle?: Handle): Box {
  const step = fast ? 10 : 1;
  const by = {
    x: way === 'left' ? -step : way === 'right' ? step : 0,
    y: way === 'up' ? -step : way === 'down' ? step : 0,
  };
  return handle ? resizeBox(box, handle, by, photo) : moveBox(box, by, photo);
}

/** Any four numbers as a box of this photo: sides put in order, clipped, at least MIN_SIDE long. */
export function fitBox(box: Box, photo: Size): Box {
  const ordered = {
    x0: Math.min(finite(box.x0), finite(box.x1)),
    y0: Math.min(finite(box.y0), finite(box.y1)),
    x1: Math.max(finite(box.x0), finite(box.x1)),
    y1: Math.max(finite(box.y0), finite(box.y1)),
  };
  const { x0, y0, x1, y1 } = clip(ordered, { x0: 0, y0: 0, x1: photo.width, y1: photo.height });
  const [left, right] = atLeast(x0, x1, Math.min(MIN_SIDE, photo.width), photo.width);
  const [top, bottom] = atLeast(y0, y1, Math.min(MIN_SIDE, photo.height), photo.height);
  return { x0: left, y0: top, x1: right, y1: bottom };
}

function atLeast(low: number, high: number, length: number, end: number): [number, number] {
  if (high - low >= length) return [low, high];
  const start = clamp(low, 0, end - length);
  return [start, start + length];
}

/** The box drawn from `from` to `to` in any direction, or null for a tap: less than MIN_SIDE either way. */
export function drawBox(from: Point, to: Point, photo: Size): Box | null {
  const drawn = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
  if (Math.abs(to.x - from.x) < MIN_SIDE || Math.abs(to.y - from.y) < MIN_SIDE) return null;
  return fitBox(drawn, photo);
}

/** Intersection over union, 0..1. Two empty boxes have none. */
export function iou(a: Box, b: Box): number {
  const shared = boxArea(clip(a, b));
  const union = boxArea(a) + boxArea(b) - shared;
  return union > 0 ? shared / union : 0;
}
