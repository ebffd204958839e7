import { contains, type Box, type Point } from './box';
import { HANDLES, type Handle } from './review/geometry';

/** Side of what a gloved finger can hit, in stage pixels. Handles are this large at any zoom. */
export const TOUCH = 44;

export interface HandleSpot {
  handle: Handle;
  /** What a finger may touch. The handle is drawn in its middle. */
  area: Box;
}

/**
 * Where a box (in stage pixels) can be taken hold of. Each area is TOUCH × TOUCH, none overlaps another, and the
 * middle of the box stays free to move it by: on a small box the handles lie outside. Sides have a handle of
 * their own only where there is room between the corners.
 */
export function handleSpots(box: Box): HandleSpot[] {
  const { x0, y0, x1, y1 } = grabFrame(box);
  const columns = stops(x0, x1);
  const rows = stops(y0, y1);
  return HANDLES.flatMap((handle): HandleSpot[] => {
    const [left, right] = handle.includes('w')
      ? columns.low
      : handle.includes('e')
        ? columns.high
        : columns.middle;
    const [top, bottom] = handle.includes('n') ? rows.low : handle.includes('s') ? rows.high : rows.middle;
    const crowded =
      (handle === 'n' || handle === 's' ? x1 - x0 : handle.length === 1 ? y1 - y0 : Infinity) < 3 * TOUCH;
    return crowded ? [] : [{ handle, area: { x0: left, y0: top, x1: right, y1: bottom } }];
  });
}

/** What a finger at `point` would do to the box: one of the handles, the whole of it, or nothing. */
export function grabAt(box: Box, point: Point): Handle | 'move' | null {
  const spot = handleSpots(box).find(({ area }) => contains(area, point));
  return spot?.handle ?? (contains(grabFrame(box), point) ? 'move' : null);
}

/** The box, or as much around its middle as a finger needs. */
function grabFrame({ x0, y0, x1, y1 }: Box): Box {
  const growX = Math.max(0, TOUCH - (x1 - x0)) / 2;
  const growY = Math.max(0, TOUCH - (y1 - y0)) / 2;
  return { x0: x0 - growX, y0: y0 - growY, x1: x1 + growX, y1: y1 + growY };
}

/** Along one axis: the areas at both ends, half inside where the middle leaves room for that, and in the middle. */
function stops(from: number, to: number): Record<'low' | 'middle' | 'high', [number, number]> {
  const inside = Math.min(TOUCH / 2, (to - from - TOUCH) / 2);
  const middle = (from + to) / 2;
  return {
    low: [from + inside - TOUCH, from + inside],
    middle: [middle - TOUCH / 2, middle + TOUCH / 2],
    high: [to - inside, to - inside + TOUCH],
  };
}
