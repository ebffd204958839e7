import { expect, test } from 'vitest';
import { fromHalf, toHalf } from './half';

test('every half survives the way through f32 and back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromHalf(bits);
    if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
  }
});

test('known values, and rounding to the nearest even', () => {
  expect([1, -2, 65504, 2 ** -24, 0.1].map(toHalf)).toEqual([0x3c00, 0xc000, 0x7bff, 1, 0x2e66]);
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00); // half way: down to even
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02); // half way: up to even
  expect(toHalf(2 ** -25)).toBe(0);
  expect(toHalf(65520)).toBe(0x7c00);
  expect(fromHalf(toHalf(NaN))).toBeNaN();
});
