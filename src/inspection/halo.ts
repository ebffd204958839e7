import type { Box } from './box';

/** One soft band along an edge of a box; the colour is strongest on the edge and gone at both sides. */
export interface Band extends Box {
  /** The direction the band fades in. */
  across: 'x' | 'y';
}

/** How unsure each side is, drawn as a band of two standard deviations to both sides, `least` to `most` wide. */
export function haloBands(box: Box, spread: Box, least: number, most: number): Band[] {
  const reach = (deviation: number) => Math.min(most, Math.max(least, 2 * Math.abs(deviation)));
  const [l, t, r, b] = [reach(spread.x0), reach(spread.y0), reach(spread.x1), reach(spread.y1)];
  return [
    { x0: box.x0 - l, x1: box.x0 + l, y0: box.y0, y1: box.y1, across: 'x' },
    { x0: box.x1 - r, x1: box.x1 + r, y0: box.y0, y1: box.y1, across: 'x' },
    { x0: box.x0, x1: box.x1, y0: box.y0 - t, y1: box.y0 + t, across: 'y' },
    { x0: box.x0, x1: box.x1, y0: box.y1 - b, y1: box.y1 + b, across: 'y' },
  ];
}
