import { boxArea, contains, grow, type Box, type Point } from './box';

/**
 * Which box a tap means: of those under it, the smallest, so that a small defect inside a large one can be
 * reached. `tolerance` (in the boxes' own units) makes tiny boxes as easy to hit as a gloved finger needs.
 * Returns its index, or -1.
 */
export function hitTest(boxes: readonly Box[], point: Point, tolerance = 0): number {
  let found = -1;
  let best = Infinity;
  boxes.forEach((box, index) => {
    if (!contains(grow(box, tolerance), point)) return;
    // A true hit beats a near one; among equals the smaller box wins.
    const cost = boxArea(box) + (contains(box, point) ? 0 : Number.MAX_SAFE_INTEGER);
    if (cost < best) {
      best = cost;
      found = index;
    }
  });
  return found;
}
