import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Random } from '../testing/random-numbers';
import { atLeastOnePixel, letterboxOf, toPhoto } from './letterbox';
import { preprocess } from './preprocess';
import { resizeRgb } from './resize';

interface PilCase {
  width: number;
  height: number;
  outWidth: number;
  outHeight: number;
  rgb: number[];
  expected: number[];
}
const pil = JSON.parse(readFileSync(new URL('./__fixtures__/pil-resize.json', import.meta.url), 'utf8')) as {
  cases: PilCase[];
};

const rgba = (rgb: number[]) =>
  Uint8ClampedArray.from({ length: (rgb.length / 3) * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : rgb[(i >> 2) * 3 + (i % 4)],
  );
const worst = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - b[i])).reduce((x, y) => Math.max(x, y), 0);

/** One output pixel straight from the definition, in f64: a tent over the photo, as wide as a shrunk pixel. */
function tent({ width, height, outWidth, outHeight, rgb }: PilCase, x: number, y: number, c: number): number {
  const weigh = (from: number, to: number, out: number) => {
    const stretch = Math.max(1, from / to);
    return (i: number) => Math.max(0, 1 - Math.abs(i + 0.5 - ((out + 0.5) * from) / to) / stretch);
  };
  const [wx, wy] = [weigh(width, outWidth, x), weigh(height, outHeight, y)];
  let [sum, total] = [0, 0];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      sum += wx(j) * wy(i) * rgb[(i * width + j) * 3 + c];
      total += wx(j) * wy(i);
    }
  }
  return sum / total;
}

describe('resizeRgb', () => {
  test.each(pil.cases)('$width x $height to $outWidth x $outHeight equals Pillow and the definition', (c) => {
    const result = resizeRgb(rgba(c.rgb), c.width, c.height, c.outWidth, c.outHeight);
    expect(worst(result, c.expected)).toBeLessThan(2e-3);
    const defined = Array.from(result, (_, i) => {
      const pixel = Math.floor(i / 3);
      return tent(c, pixel % c.outWidth, Math.floor(pixel / c.outWidth), i % 3);
    });
    expect(worst(result, defined)).toBeLessThan(2e-3);
  });
});

describe('letterboxOf', () => {
  test('fits, centres, and rounds as Python does', () => {
    expect(letterboxOf(512, 256, 256)).toMatchObject({ scale: 0.5, x: 0, y: 64, w: 256, h: 128 });
    expect(letterboxOf(100, 99, 64)).toMatchObject({ w: 64, h: 63, y: 0 });
    expect(letterboxOf(1000, 1, 64)).toMatchObject({ w: 64, h: 1, y: 31 });
    expect(letterboxOf(512, 5, 256).h).toBe(2); // 2.5 -> 2
  });

  test('toPhoto undoes it, within the photo', () => {
    const box = letterboxOf(640, 480, 256);
    const inSquare = (x: number, y: number) => ({
      x: (x * box.scale + box.x) / 256,
      y: (y * box.scale + box.y) / 256,
    });
    const [a, b] = [inSquare(100, 50), inSquare(300.5, 470)];
    const back = toPhoto({ x0: a.x, y0: a.y, x1: b.x, y1: b.y }, box);
    expect(back.x0).toBeCloseTo(100, 9);
    expect(back.y0).toBeCloseTo(50, 9);
    expect(back.x1).toBeCloseTo(300.5, 9);
    expect(back.y1).toBeCloseTo(470, 9);
    expect(toPhoto({ x0: 0, y0: 0, x1: 1, y1: 1 }, box)).toEqual({ x0: 0, y0: 0, x1: 640, y1: 480 });
  });

  test('a box in the bars becomes a pixel at the edge', () => {
    const box = letterboxOf(640, 480, 256);
    const shown = atLeastOnePixel(toPhoto({ x0: 0.2, y0: 0, x1: 0.4, y1: 0.05 }, box), box);
    expect(shown).toEqual({ x0: 128, y0: 0, x1: 256, y1: 1 });
  });
});

describe('preprocess', () => {
  test('bars are grey 128, values v / 127.5 - 1', () => {
    const photo = { data: new Uint8ClampedArray(32 * 16 * 4).fill(255), width: 32, height: 16 };
    const { data } = preprocess(photo, 64);
    expect(data.length).toBe(64 * 64 * 3);
    expect(data[0]).toBeCloseTo(128 / 127.5 - 1, 6);
    expect(data[(32 * 64 + 32) * 3]).toBeCloseTo(1, 6);
  });

  test('a photo of the square’s own size passes unchanged', () => {
    const random = new Random(2);
    const data = Uint8ClampedArray.from({ length: 64 * 64 * 4 }, () => random.uniform() * 256);
    const out = preprocess({ data, width: 64, height: 64 }, 64).data;
    expect(out[3 * 77 + 1]).toBeCloseTo(data[4 * 77 + 1] / 127.5 - 1, 6);
  });

  test.each([
    [0, 4, 0],
    [2, 2, 15],
    [1.5, 2, 12],
  ])('refuses %s x %s with %s bytes', (width, height, length) => {
    const photo = { data: new Uint8ClampedArray(length), width, height };
    expect(() => preprocess(photo, 64)).toThrow(expect.objectContaining({ code: 'photo' }));
  });
});
