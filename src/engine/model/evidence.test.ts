import { expect, test } from 'vitest';
import { evidenceOf, proposalsOf, regionsOf } from './evidence';
import { letterboxOf } from './letterbox';

const side = 16; // of the mask, for a square of 64
const big = 20; // logit of certainty

test('the map covers the photo and nothing of the bars', () => {
  const letterbox = letterboxOf(128, 64, 64); // rows 16..48 of the square, cells 4..12
  const mask = Float32Array.from({ length: side * side }, (_, i) => {
    const row = Math.floor(i / side);
    return row >= 4 && row < 12 ? big : -big;
  });
  const map = evidenceOf(mask, letterbox);
  expect([map.width, map.height]).toEqual([16, 8]);
  expect(map.data.every((value) => value === 255)).toBe(true);
});

test('a hot cell stays in its place', () => {
  const mask = new Float32Array(side * side).fill(-big);
  mask[9 * side + 3] = big;
  const map = evidenceOf(mask, letterboxOf(64, 64, 64));
  expect(map.data[9 * 16 + 3]).toBe(255);
  expect(map.data.reduce((sum, value) => sum + value, 0)).toBe(255);
});

test('the narrowest photo still has a map', () => {
  expect(evidenceOf(new Float32Array(side * side), letterboxOf(1, 1000, 64))).toMatchObject({
    width: 1,
    height: 16,
  });
});

test('regions: empty rows and those in the bars are dropped, the rest is in photo pixels', () => {
  const rows = Float32Array.from(
    [
      [0.25, 0.5, 0.75, 0.625, 0.8, 1.4, 3, 0],
      [0, 0, 1, 0.125, 0.4, -0.4, 5, 0], // in the upper bar
      [0, 0, 0, 0, 0, 0, 0, 0],
    ].flat(),
  );
  const proposals = proposalsOf(rows);
  expect(proposals).toHaveLength(2);
  const regions = regionsOf(proposals, letterboxOf(128, 64, 64));
  expect(regions).toHaveLength(1);
  expect(regions[0].box).toEqual({ x0: 32, y0: 32, x1: 96, y1: 48 });
  expect(regions[0].score).toBeCloseTo(0.8, 6);
});
