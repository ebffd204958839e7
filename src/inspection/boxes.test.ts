import { describe, expect, it } from 'vitest';
import { boxArea, boxWidth, clip, contains, overlaps, scaleBox } from './box';
import { confidenceOf, percentOf } from './confidence';
import { haloRings } from './halo';
import { heatColours, heatPixels } from './heat';
import { hitTest } from './hit-test';
import { placeLabel, placeLabels } from './label-place';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

describe('box', () => {
  it('is half-open', () => {
    expect(contains(box(0, 0, 10, 10), { x: 0, y: 0 })).toBe(true);
    expect(contains(box(0, 0, 10, 10), { x: 10, y: 5 })).toBe(false);
    expect(overlaps(box(0, 0, 10, 10), box(10, 0, 20, 10))).toBe(false);
  });

  it('an inverted box has no area, and clipping never inverts', () => {
    expect(boxArea(box(10, 10, 0, 0))).toBe(0);
    const outside = clip(box(-20, 5, -10, 8), box(0, 0, 100, 100));
    expect(boxWidth(outside)).toBe(0);
    expect(outside.x0).toBe(0);
  });

  it('scales back to the original photo', () => {
    expect(scaleBox(box(1, 2, 3, 4), 2.5)).toEqual(box(2.5, 5, 7.5, 10));
  });
});

describe('hitTest', () => {
  const boxes = [box(0, 0, 100, 100), box(40, 40, 60, 60), box(200, 200, 203, 203)];

  it('takes the smallest box under the finger', () => {
    expect(hitTest(boxes, { x: 50, y: 50 })).toBe(1);
    expect(hitTest(boxes, { x: 10, y: 10 })).toBe(0);
    expect(hitTest(boxes, { x: 150, y: 150 })).toBe(-1);
  });

  it('reaches tiny boxes within the tolerance', () => {
    expect(hitTest(boxes, { x: 215, y: 195 })).toBe(-1);
    expect(hitTest(boxes, { x: 215, y: 195 }, 16)).toBe(2);
  });

  it('prefers a true hit to a near one', () => {
    expect(hitTest([box(0, 0, 100, 100), box(104, 50, 106, 52)], { x: 98, y: 51 }, 10)).toBe(0);
  });
});

describe('placeLabel', () => {
  const bounds = box(0, 0, 400, 300);
  const label = { width: 120, height: 28 };
  const within = (place: ReturnType<typeof box>) =>
    place.x0 >= 0 && place.y0 >= 0 && place.x1 <= bounds.x1 && place.y1 <= bounds.y1;

  it('goes above the box when there is room', () => {
    const place = placeLabel(box(50, 100, 90, 140), label, bounds);
    expect(place.y1).toBeLessThanOrEqual(100);
  });

  it.each([
    ['top left', box(0, 0, 20, 20)],
    ['top right', box(390, 0, 400, 10)],
    ['bottom right', box(380, 280, 400, 300)],
    ['the whole photo', box(0, 0, 400, 300)],
    ['a thin line at the bottom', box(0, 298, 400, 300)],
  ])('never crosses the edge: %s', (_, at) => {
    const place = placeLabel(at, label, bounds);
    expect(within(place)).toBe(true);
    expect(place.x1 - place.x0).toBe(label.width);
  });

  it('keeps the labels of neighbours apart', () => {
    const boxes = [box(100, 100, 130, 130), box(105, 102, 140, 135), box(110, 98, 150, 128)];
    const places = placeLabels(boxes, [label, label, label], bounds);
    expect(places.every(within)).toBe(true);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < i; j++) expect(overlaps(places[i], places[j])).toBe(false);
  });
});

describe('confidence', () => {
  it('falls into three bands around the threshold', () => {
    expect(confidenceOf(0.49, 0.5)).toBe('unsure');
    expect(confidenceOf(0.5, 0.5)).toBe('fairly');
    expect(confidenceOf(0.9, 0.5)).toBe('sure');
  });

  it('never claims certainty', () => {
    expect([percentOf(0), percentOf(0.874), percentOf(1)]).toEqual([1, 87, 99]);
  });
});

describe('overlays', () => {
  it('the heat is clear at nothing and strongest at everything', () => {
    expect(heatColours[3]).toBe(0);
    expect(heatColours[255 * 4 + 3]).toBe(255);
    const alphas = Array.from({ length: 256 }, (_, i) => heatColours[i * 4 + 3]);
    expect(alphas.every((alpha, i) => i === 0 || alpha >= alphas[i - 1])).toBe(true);
    expect([...heatPixels(new Uint8Array([0, 255]))]).toEqual([60, 20, 120, 0, 255, 236, 150, 255]);
  });

  it('the halo is as wide as the spread, within limits, and never turns inside out', () => {
    const [half, full] = haloRings(box(10, 10, 50, 50), box(3, 0, 99, 1), 2, 2, 20);
    expect(full.outer).toEqual(box(4, 8, 70, 52));
    expect(full.inner).toEqual(box(16, 12, 30, 48));
    expect(half.outer).toEqual(box(7, 9, 60, 51));
    const [tiny] = haloRings(box(0, 0, 4, 4), box(50, 50, 50, 50), 1, 2, 20);
    expect(tiny.inner).toEqual(box(2, 2, 2, 2));
  });
});
