import { expect, test } from 'vitest';
import { blend } from './boxes';
import { cropAround, cut, matchAgain } from './second-look';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

test('the crop is a square around the box, moved inside the photo', () => {
  expect(cropAround(box(300, 300, 340, 320), 640, 640)).toEqual(box(270, 260, 370, 360));
  expect(cropAround(box(0, 0, 40, 20), 640, 640)).toEqual(box(0, 0, 100, 100));
  expect(cropAround(box(600, 600, 640, 640), 640, 640)).toEqual(box(540, 540, 640, 640));
});

test('a tiny box gets at least 48 pixels, a large one no second look', () => {
  expect(cropAround(box(100, 100, 102, 102), 640, 640)).toEqual(box(77, 77, 125, 125));
  expect(cropAround(box(0, 0, 300, 300), 640, 640)).toBeNull();
  expect(cropAround(box(100, 5, 140, 15), 640, 20)).toEqual(box(70, 0, 170, 20));
});

test('cut copies the pixels inside the bounds', () => {
  const data = Uint8ClampedArray.from({ length: 4 * 3 * 4 }, (_, i) => i);
  const part = cut({ data, width: 4, height: 3 }, box(1, 1, 3, 3));
  expect([part.width, part.height]).toEqual([2, 2]);
  expect([...part.data]).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 36, 37, 38, 39, 40, 41, 42, 43]);
});

test('the best-scored overlapping region is the box seen again', () => {
  const regions = [
    { box: box(0, 0, 10, 10), score: 0.4 },
    { box: box(1, 1, 10, 10), score: 0.7 },
    { box: box(50, 50, 60, 60), score: 0.9 },
  ];
  expect(matchAgain(box(0, 0, 10, 10), regions)).toEqual(regions[1]);
  expect(matchAgain(box(90, 90, 99, 99), regions)).toEqual({ box: box(90, 90, 99, 99), score: 0.01 });
});

test('blend goes from the first box to the second', () => {
  expect(blend(box(0, 0, 10, 10), box(2, 2, 12, 14), 0.5)).toEqual(box(1, 1, 11, 12));
});
