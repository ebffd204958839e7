import { describe, expect, test } from 'vitest';
import { iou } from './boxes';
import { decideVerdict, findingFeatures, regionBehind, scoreOf, secondFeatures } from './scoring';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
const finding = { box: box(0.2, 0.2, 0.4, 0.4), find: 0.9, kind: 0.5, locations: [0.5, 0.25, 0.5, 0.25] };

test('iou', () => {
  expect(iou(box(0, 0, 2, 2), box(1, 0, 3, 2))).toBeCloseTo(1 / 3, 12);
  expect(iou(box(0, 0, 1, 1), box(1, 0, 2, 1))).toBe(0);
  expect(iou(box(0, 0, 0, 0), box(0, 0, 0, 0))).toBe(0);
});

describe('findingFeatures', () => {
  test('takes the region that overlaps most, not the best scored', () => {
    const near = { box: box(0.2, 0.2, 0.4, 0.41), score: 0.3 };
    const far = { box: box(0.3, 0.3, 0.6, 0.6), score: 0.95 };
    const [one, region, kind, locations, find] = findingFeatures(finding, [far, near]);
    expect(one).toBe(1);
    expect(region).toBeCloseTo(Math.log(0.3 / 0.7), 12);
    expect(kind).toBeCloseTo(Math.log(0.5), 12);
    expect(locations).toBeCloseTo((2 * Math.log(0.5) + 2 * Math.log(0.25)) / 4, 12);
    expect(find).toBeCloseTo(Math.log(0.9), 12);
  });

  test('no region worth the name counts as one of score 0.01', () => {
    const unsupported = Math.log(0.01 / 0.99);
    expect(findingFeatures(finding, [])[1]).toBeCloseTo(unsupported, 12);
    const touching = { box: box(0.39, 0.39, 0.9, 0.9), score: 0.9 };
    expect(findingFeatures(finding, [touching])[1]).toBeCloseTo(unsupported, 12);
  });

  test('stays finite for impossible probabilities', () => {
    const worst = { ...finding, find: 0, kind: 0, locations: [0, 0, 0, 0] };
    expect(findingFeatures(worst, [{ box: finding.box, score: 0 }]).every(Number.isFinite)).toBe(true);
  });
});

test('scoreOf is the logistic of the weighted features', () => {
  const region = { box: finding.box, score: 0.8 };
  expect(scoreOf([0, 1, 0, 0, 0], findingFeatures(finding, [region]))).toBeCloseTo(0.8, 9);
  expect(scoreOf([0, 0, 0, 0, 0], findingFeatures(finding, [region]))).toBe(0.5);
});

test('findings none of which is sure ask for a person; otherwise the model decides', () => {
  expect(decideVerdict('fail', [0.3, 0.59], 0.6)).toBe('review');
  expect(decideVerdict('fail', [0.3, 0.6], 0.6)).toBe('fail');
  expect(decideVerdict('pass', [], 0.6)).toBe('pass');
});

test('without a second look, the first look stands for it', () => {
  expect(secondFeatures([1, 2, 3, 4, 5], null)).toEqual([1, 2, 3, 4, 5, 2]);
  expect(secondFeatures([1, 2, 3, 4, 5], 0.5)).toEqual([1, 2, 3, 4, 5, 0]);
});

test('the region behind a finding is the one that overlaps most, if it overlaps enough', () => {
  const at = (x0: number) => ({ x0, y0: 0, x1: x0 + 0.2, y1: 0.2 });
  const regions = [
    { box: at(0.05), score: 0.9 },
    { box: at(0.02), score: 0.2 },
  ];
  expect(regionBehind(at(0), regions)).toEqual(at(0.02));
  expect(regionBehind(at(0.15), [regions[1]])).toEqual(at(0.15));
});
