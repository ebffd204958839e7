import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset, DatasetBox, Selection } from '../dataset';
import { datasets, deepFreeze, lossy } from '../testing/datasets';
import { FORMATS, encodeCocoResults, type Format } from './index';
import { decodeCoco } from './coco-read';
import { encodeCoco } from './coco';
import { encodeVoc, VOC_LOSS } from './voc';
import { decodeVoc } from './voc';
import { encodeYolo, YOLO_LOSS } from './yolo';
import { decodeYolo } from './yolo-read';
import type { Loss } from './types';

const RUNS = { numRuns: 60 };
const EDGES = ['x0', 'y0', 'x1', 'y1'] as const;

/** Largest errors seen: the stated losses should not be far from the truth. */
const seen = new Map<string, { pixels: number; share: number }>();

function expectSame(name: string, actual: Dataset, expected: Dataset, loss: Loss): void {
  expect(new Set(actual.categories)).toEqual(new Set(expected.categories));
  expect(actual.photos.length).toBe(expected.photos.length);
  const keepsIds = !loss.drops.includes('id');
  const sorted = (boxes: readonly DatasetBox[]) =>
    keepsIds ? boxes.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : boxes;
  const plain = (box: DatasetBox) => ({
    ...box,
    x0: 0,
    y0: 0,
    x1: 0,
    y1: 0,
    ...(keepsIds ? {} : { id: '' }),
  });
  actual.photos.forEach((photo, index) => {
    const other = expected.photos[index];
    expect({ ...photo, boxes: sorted(photo.boxes).map(plain) }).toEqual({
      ...other,
      boxes: sorted(other.boxes).map(plain),
    });
    const theirs = sorted(other.boxes);
    sorted(photo.boxes).forEach((box, i) => EDGES.forEach((edge) => measure(box, theirs[i], edge, photo)));
  });

  function measure(
    a: DatasetBox,
    b: DatasetBox,
    edge: (typeof EDGES)[number],
    photo: Dataset['photos'][number],
  ) {
    const side = edge.startsWith('x') ? photo.width : photo.height;
    const error = Math.abs(a[edge] - b[edge]);
    const worst = seen.get(name) ?? { pixels: 0, share: 0 };
    seen.set(name, { pixels: Math.max(worst.pixels, error), share: Math.max(worst.share, error / side) });
    expect(error).toBeLessThanOrEqual(loss.pixels + loss.share * side);
  }
}

const options = (selection: Selection) => ({ selection, date: '2031-02-03T04:05:06Z', model: 'm <1>' });

describe.each(Object.values(FORMATS))('$id', (format: Format) => {
  const selections: Selection[] = format.loss.drops.includes('provenance') ? ['final'] : ['final', 'all'];

  it.each(selections)('gives back what it was given, within its loss: %s', (selection) => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        const { dataset: back, warnings } = format.decode(format.encode(dataset, options(selection)));
        expect(warnings).toEqual([]);
        expectSame(format.id, back, lossy(dataset, selection, format.loss), format.loss);
      }),
      RUNS,
    );
  });

  it('changes nothing, says the same twice, and the same again of what it read', () => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        const once = format.encode(deepFreeze(dataset), options('final'));
        expect(format.encode(dataset, options('final'))).toEqual(once);
        const again = format.encode(deepFreeze(format.decode(once).dataset), options('final'));
        if (!format.loss.drops.includes('id')) expect([...again]).toEqual([...once]);
        else expect(withoutNames(again)).toEqual(withoutNames(once));
      }),
      RUNS,
    );
  });

  it('keeps photos without boxes', () => {
    const photo = { name: '良品.jpg', width: 640, height: 480, reviewed: true, boxes: [] };
    const back = format.decode(format.encode({ photos: [photo], categories: ['scratch'] }));
    expect(back.dataset.photos).toEqual([photo]);
  });

  it('can say nothing at all', () => {
    const files = format.encode({ photos: [], categories: [] });
    expect(format.decode(files).dataset).toEqual({ photos: [], categories: [] });
  });
});

/** The order of files in an archive is pack()'s business. */
const withoutNames = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path]) => !path.startsWith('ImageSets')).sort(([a], [b]) => (a < b ? -1 : 1));

describe('variants', () => {
  it('YOLO predictions carry their scores', () => {
    const loss: Loss = { ...YOLO_LOSS, drops: ['id', 'review'] };
    fc.assert(
      fc.property(datasets, (dataset) => {
        const back = decodeYolo(encodeYolo(dataset, { selection: 'predicted' })).dataset;
        back.photos.forEach((photo, p) => {
          const said = dataset.photos[p].boxes.filter((box) => box.source === 'model');
          expect(photo.boxes.length).toBe(said.length);
          photo.boxes.forEach((box, i) => {
            expect([box.source, box.status]).toEqual(['model', 'open']);
            expect(Math.abs(box.score! - said[i].score!)).toBeLessThanOrEqual(0.5e-6 + 1e-12);
            for (const edge of EDGES)
              expect(Math.abs(box[edge] - said[i][edge])).toBeLessThanOrEqual(
                loss.pixels + loss.share * 9000,
              );
          });
        });
      }),
      RUNS,
    );
  });

  it('YOLO lines stay inside the photo and have six decimals', () => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        for (const [path, text] of encodeYolo(dataset, { valEvery: 3 })) {
          if (!path.startsWith('labels/')) continue;
          for (const line of text.split('\n').filter(Boolean)) {
            expect(line).toMatch(/^\d+( [01]\.\d{6}){4}$/);
            const [cx, cy, w, h] = line
              .split(' ')
              .slice(1)
              .map((cell) => Math.round(Number(cell) * 1e6));
            for (const [c, s] of [
              [cx, w],
              [cy, h],
            ]) {
              expect(s).toBeGreaterThan(0);
              expect(2 * c - s).toBeGreaterThanOrEqual(0);
              expect(2 * c + s).toBeLessThanOrEqual(2e6);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it.each(['one', 'zero'] as const)('VOC counting from %s comes back the same', (base) => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        if (!dataset.photos.some((photo) => photo.reviewed)) return;
        const { dataset: back, warnings } = decodeVoc(encodeVoc(dataset, { base }));
        expect(warnings).toEqual([]);
        expectSame(`voc ${base}`, back, lossy(dataset, 'final', VOC_LOSS), VOC_LOSS);
      }),
      RUNS,
    );
  });

  it('COCO results are about the images and categories of the file beside them', () => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        const results = encodeCocoResults(dataset);
        const { dataset: back } = decodeCoco(encodeCoco({ ...dataset }), results);
        const reviewed = dataset.photos.filter((photo) => photo.reviewed);
        back.photos.forEach((photo, p) => {
          const said = reviewed[p].boxes.filter((box) => box.source === 'model');
          const added = photo.boxes.slice(photo.boxes.length - said.length);
          expect(added.map((box) => box.score)).toEqual(said.map((box) => box.score));
          expect(added.every((box) => box.status === 'open')).toBe(true);
        });
      }),
      RUNS,
    );
  });
});

describe('losses', () => {
  it('are stated, not guessed: what was seen comes near them', () => {
    for (const { id, loss } of Object.values(FORMATS))
      expect(seen.get(id)!.pixels).toBeGreaterThan((loss.pixels + loss.share * 9000) / 50);
  });
});
