import type { Box } from './box';

/** The area between two boxes, to be filled: many of them over each other make a soft edge. */
export interface Ring {
  outer: Box;
  inner: Box;
}

/**
 * How unsure each side of a box is, as rings around its edge: the widest reaches two standard deviations to
 * both sides (between `least` and `most`), the others are parts of it, so that they add up towards the edge.
 */
export function haloRings(box: Box, spread: Box, count: number, least: number, most: number): Ring[] {
  const reach = (deviation: number) => Math.min(most, Math.max(least, 2 * Math.abs(deviation)));
  const [l, t, r, b] = [reach(spread.x0), reach(spread.y0), reach(spread.x1), reach(spread.y1)];
  const middle = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
  return Array.from({ length: count }, (_, i) => {
    const part = (i + 1) / count;
    return {
      outer: { x0: box.x0 - l * part, y0: box.y0 - t * part, x1: box.x1 + r * part, y1: box.y1 + b * part },
      inner: {
        x0: Math.min(middle.x, box.x0 + l * part),
        y0: Math.min(middle.y, box.y0 + t * part),
        x1: Math.max(middle.x, box.x1 - r * part),
        y1: Math.max(middle.y, box.y1 - b * part),
      },
    };
  });
}
