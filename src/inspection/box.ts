/** Boxes and points in upright photo pixels: float, half-open, origin at the top left. */

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const boxOf = (size: Size): Box => ({ x0: 0, y0: 0, x1: size.width, y1: size.height });

export const boxWidth = (box: Box): number => Math.max(0, box.x1 - box.x0);
export const boxHeight = (box: Box): number => Math.max(0, box.y1 - box.y0);
export const boxArea = (box: Box): number => boxWidth(box) * boxHeight(box);

export const contains = (box: Box, point: Point): boolean =>
  point.x >= box.x0 && point.x < box.x1 && point.y >= box.y0 && point.y < box.y1;

export const overlaps = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** The part of `box` inside `bounds`; empty (x1 = x0) where they do not meet. */
export function clip(box: Box, bounds: Box): Box {
  const x0 = Math.min(Math.max(box.x0, bounds.x0), bounds.x1);
  const y0 = Math.min(Math.max(box.y0, bounds.y0), bounds.y1);
  return {
    x0,
    y0,
    x1: Math.max(x0, Math.min(box.x1, bounds.x1)),
    y1: Math.max(y0, Math.min(box.y1, bounds.y1)),
  };
}

export const grow = (box: Box, by: number): Box => ({
  x0: box.x0 - by,
  y0: box.y0 - by,
  x1: box.x1 + by,
  y1: box.y1 + by,
});

/** Every coordinate times `factor`: from a downscaled photo back to the original, for one. */
export const scaleBox = (box: Box, factor: number): Box => ({
  x0: box.x0 * factor,
  y0: box.y0 * factor,
  x1: box.x1 * factor,
  y1: box.y1 * factor,
});
