import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxHeight, boxWidth, overlaps } from './box';
import { grabAt, handleSpots, TOUCH } from './grab';

const length = fc.double({ min: 0.5, max: 900, noNaN: true });
const box = fc
  .tuple(length, length, length, length)
  .map(([x0, y0, w, h]) => ({ x0, y0, x1: x0 + w, y1: y0 + h }));
const middle = (b: { x0: number; y0: number; x1: number; y1: number }) => ({
  x: (b.x0 + b.x1) / 2,
  y: (b.y0 + b.y1) / 2,
});

describe('taking hold of a box', () => {
  it('every handle is as large as a finger, and no two overlap', () => {
    fc.assert(
      fc.property(box, (b) => {
        const areas = handleSpots(b).map(({ area }) => area);
        for (const [i, area] of areas.entries()) {
          expect(boxWidth(area)).toBeCloseTo(TOUCH);
          expect(boxHeight(area)).toBeCloseTo(TOUCH);
          const shrunk = { x0: area.x0 + 1e-6, y0: area.y0 + 1e-6, x1: area.x1 - 1e-6, y1: area.y1 - 1e-6 };
          expect(areas.some((other, j) => j !== i && overlaps(shrunk, other))).toBe(false);
        }
      }),
    );
  });

  it('however small, it can be moved by its middle and resized at its corners', () => {
    fc.assert(
      fc.property(box, (b) => {
        expect(grabAt(b, middle(b))).toBe('move');
        for (const { handle, area } of handleSpots(b)) expect(grabAt(b, middle(area))).toBe(handle);
        expect(handleSpots(b).filter(({ handle }) => handle.length === 2)).toHaveLength(4);
      }),
    );
  });

  it('a large one has a handle in the middle of each side, on the line', () => {
    const big = { x0: 100, y0: 100, x1: 400, y1: 300 };
    expect(handleSpots(big)).toHaveLength(8);
    expect(grabAt(big, { x: 250, y: 100 })).toBe('n');
    expect(grabAt(big, { x: 400, y: 200 })).toBe('e');
    expect(grabAt(big, { x: 600, y: 200 })).toBeNull();
  });
});
