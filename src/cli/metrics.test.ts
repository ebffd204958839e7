import { describe, expect, test } from 'vitest';
import { matches, median, metricsOf, type Judged } from './metrics';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
const made = (score: number, x0: number, y0: number, x1: number, y1: number) => ({
  ...box(x0, y0, x1, y1),
  score,
});

describe('matches', () => {
  test('is one-to-one, best score first', () => {
    const truth = [box(0, 0, 10, 10)];
    const twice = [made(0.6, 0, 0, 10, 10), made(0.9, 0, 0, 10, 9)];
    expect(matches(twice, truth, 0.5)).toEqual([true, false]); // in order of score: the better scored one takes it
  });

  test('takes the free box it overlaps most', () => {
    const truth = [box(0, 0, 10, 10), box(0, 0, 10, 12)];
    expect(matches([made(0.9, 0, 0, 10, 12), made(0.8, 0, 0, 10, 11)], truth, 0.9)).toEqual([true, true]);
  });

  test('a box that just touches is no match, at any threshold', () => {
    expect(matches([made(1, 10, 0, 20, 10)], [box(0, 0, 10, 10)], 0)).toEqual([false]);
  });
});

describe('metricsOf', () => {
  const results: Judged[] = [
    {
      truth: [box(0, 0, 10, 10), box(50, 50, 60, 60)],
      predicted: [made(0.9, 0, 0, 10, 8), made(0.4, 50, 50, 60, 60)],
    },
    { truth: [box(0, 0, 10, 10)], predicted: [made(0.7, 0, 0, 10, 2.5), made(0.6, 30, 30, 40, 40)] },
    { truth: [box(0, 0, 4, 4)], predicted: [] },
    { truth: [], predicted: [made(0.5, 0, 0, 9, 9)] },
    { truth: [], predicted: [made(0.49, 0, 0, 9, 9)] },
  ];
  const metrics = metricsOf(results, 0.5);

  test('counts images, clean ones and alarms at the threshold', () => {
    expect(metrics).toMatchObject({ images: 5, clean_images: 2, false_alarm: 0.5 });
  });

  test('pointing uses the best box whatever its score, over images with boxes', () => {
    expect(metrics.pointing).toBeCloseTo(2 / 3, 12);
  });

  test('acc is the share of true boxes found at the threshold', () => {
    // IoU 0.8 and 0.25 of four true boxes; the exact one has a score under the threshold.
    expect(metrics.acc).toEqual({ '0.1': 0.5, '0.3': 0.25, '0.5': 0.25 });
  });

  test('f1 counts boxes on clean images against it', () => {
    expect(metrics.f1_50).toBeCloseTo((2 * 1) / (4 + 4), 12);
  });

  test('map50 ranks all boxes, under the threshold too', () => {
    // By score: hit, miss, miss, miss (0.5), miss (0.49), hit (0.4): precision 1 to recall 1/4, 2/6 to recall 1/2.
    expect(metrics.map50).toBeCloseTo((26 * 1 + 25 * (2 / 6)) / 101, 12);
  });

  test('a perfect answer is all ones, and nothing to measure is null', () => {
    const perfect = metricsOf([{ truth: [box(0, 0, 5, 5)], predicted: [made(0.9, 0, 0, 5, 5)] }], 0.5);
    expect(perfect).toMatchObject({ pointing: 1, acc: { '0.5': 1 }, f1_50: 1, map50: 1, false_alarm: null });
    expect(metricsOf([{ truth: [], predicted: [] }], 0.5)).toMatchObject({
      pointing: null,
      f1_50: null,
      map50: null,
    });
  });
});

test('median', () => {
  expect([median([]), median([3]), median([4, 1, 9]), median([4, 1])]).toEqual([null, 3, 4, 2.5]);
});
