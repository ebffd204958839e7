import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBox, fitBox, HANDLES, iou, MIN_SIDE, moveBox, nudgeBox, resizeBox } from './geometry';

const photo = { width: 100, height: 80 };
const box = { x0: 10, y0: 20, x1: 40, y1: 50 };

describe('box editing', () => {
  it('moves, and stops at the edge with its size', () => {
    expect(moveBox(box, { x: 5, y: -5 }, photo)).toEqual({ x0: 15, y0: 15, x1: 45, y1: 45 });
    expect(moveBox(box, { x: 500, y: -500 }, photo)).toEqual({ x0: 70, y0: 0, x1: 100, y1: 30 });
    expect(moveBox(box, { x: NaN, y: 1 }, photo)).toEqual({ ...box, y0: 21, y1: 51 });
  });

  it('resizes the sides it holds, and never inverts', () => {
    expect(resizeBox(box, 'e', { x: 5, y: 99 }, photo)).toEqual({ ...box, x1: 45 });
    expect(resizeBox(box, 'nw', { x: 500, y: 500 }, photo)).toEqual({ ...box, x0: 38, y0: 48 });
    expect(resizeBox(box, 's', { x: 0, y: -500 }, photo)).toEqual({ ...box, y1: 22 });
    expect(resizeBox(box, 'se', { x: 500, y: 500 }, photo)).toEqual({ ...box, x1: 100, y1: 80 });
  });

  it('arrow keys: a pixel, ten with Shift, on the whole or on a side', () => {
    expect(nudgeBox(box, 'left', false, photo)).toEqual({ ...box, x0: 9, x1: 39 });
    expect(nudgeBox(box, 'down', true, photo)).toEqual({ ...box, y0: 30, y1: 60 });
    expect(nudgeBox(box, 'right', true, photo, 'e')).toEqual({ ...box, x1: 50 });
    expect(nudgeBox(box, 'up', false, photo, 'e')).toEqual(box);
  });

  it('draws in any direction; a tap draws nothing', () => {
    expect(drawBox({ x: 40, y: 50 }, { x: 10, y: 20 }, photo)).toEqual(box);
    expect(drawBox({ x: 90, y: 70 }, { x: 900, y: 700 }, photo)).toEqual({ x0: 90, y0: 70, x1: 100, y1: 80 });
    expect(drawBox({ x: 5, y: 5 }, { x: 6, y: 60 }, photo)).toBeNull();
  });

  it('any numbers, any gesture: inside the photo, right way round, not too small', () => {
    const number = fc.oneof(fc.double(), fc.double({ min: -200, max: 200 }), fc.constant(NaN));
    const side = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(
        fc.tuple(number, number, number, number),
        fc.tuple(number, number),
        fc.constantFrom(...HANDLES),
        fc.tuple(side, side),
        ([x0, y0, x1, y1], [x, y], handle, [width, height]) => {
          const size = { width, height };
          const fitted = fitBox({ x0, y0, x1, y1 }, size);
          for (const one of [
            fitted,
            moveBox(fitted, { x, y }, size),
            resizeBox(fitted, handle, { x, y }, size),
          ]) {
            expect(one.x0).toBeGreaterThanOrEqual(0);
            expect(one.y0).toBeGreaterThanOrEqual(0);
            expect(one.x1).toBeLessThanOrEqual(width + 1e-9);
            expect(one.y1).toBeLessThanOrEqual(height + 1e-9);
            expect(one.x1 - one.x0).toBeGreaterThanOrEqual(Math.min(MIN_SIDE, width) - 1e-9);
            expect(one.y1 - one.y0).toBeGreaterThanOrEqual(Math.min(MIN_SIDE, height) - 1e-9);
          }
        },
      ),
    );
  });

  it('intersection over union', () => {
    expect(iou(box, box)).toBe(1);
    expect(iou(box, { ...box, x0: 25, x1: 55 })).toBeCloseTo(1 / 3);
    expect(iou(box, { x0: 60, y0: 60, x1: 70, y1: 70 })).toBe(0);
    expect(iou({ x0: 1, y0: 1, x1: 1, y1: 1 }, { x0: 1, y0: 1, x1: 1, y1: 1 })).toBe(0);
  });
});
