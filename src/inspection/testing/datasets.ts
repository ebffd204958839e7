import fc from 'fast-check';
import {
  labelsOf,
  select,
  type Dataset,
  type DatasetBox,
  type DatasetPhoto,
  type Selection,
} from '../dataset';
import { cleanText } from '../formats/prepare';
import { fileNames } from '../formats/file-names';
import type { Dropped, Loss } from '../formats/types';

/** Everything that has broken someone's exporter. */
export const HOSTILE = [
  'scratch', 'surface crack', 'A&B', '<b>', '&lt;', '&amp;amp;', '"quoted"', "it's", "'", "'=1", 'a,b', 'a=b',
  'two\nlines', 'cr\rlf\r\n', 'tab\there', ' padded ', '改行', '日本語の傷', '🔩🧑‍🏭', '=1+1', '+1', '-1', '@SUM(A1)',
  '＝１＋１', '\t=1', '#comment', 'a: b', '- a', '[x]', '{y}', ']]>', '<![CDATA[', '\\', '\\n', '%20', 'null', '~',
  'true', '0', '1.5', '\u2028', '\u0085', '\u00a0', '\ufeffbom', 'e\u0301', '__proto__', 'constructor', 'lynx:photo2',
  'NaN', '../up', 'x'.repeat(300),
]; // prettier-ignore

export const label = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
);

const photoName = fc.oneof(
  fc.constantFrom('a.jpg', 'a.png', 'A.JPG', 'IMG_0001.jpg', '検査 (1).jpeg', 'no-extension', 'con.png', '.hidden', 'a/b.jpg'),
  fc.constantFrom('../../etc/passwd', 'C:\\x.bmp', '=cmd().png', 'a\nb.jpg', 'é.png', 'e\u0301.png', 'photo?.webp', 'a.txt.'),
  label.map((text) => `${text}.png`),
); // prettier-ignore

/** A side of a box, at least a sixteenth of a pixel, and often touching the edge of the photo. */
const span = (side: number): fc.Arbitrary<[number, number]> =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5))
    .map(([a, b, edge]) => {
      const least = 1 / 16;
      const from = edge === 0 ? 0 : a * (side - least);
      const to = edge === 1 ? side : from + least + b * (side - from - least);
      return [from, Math.min(side, to)];
    });

const score = fc.oneof(fc.constantFrom(0, 1, 0.5, 1e-9), fc.double({ min: 0, max: 1, noNaN: true }));

const boxOf = (
  width: number,
  height: number,
  labels: readonly string[],
): fc.Arbitrary<Omit<DatasetBox, 'id'>> =>
  fc
    .record({
      x: span(width),
      y: span(height),
      label: fc.constantFrom(...labels),
      kind: fc.constantFrom('open', 'accepted', 'rejected', 'corrected', 'added', 'correction'),
      score,
      link: label,
    })
    .map(({ x, y, label, kind, score, link }): Omit<DatasetBox, 'id'> => {
      const box = { x0: x[0], y0: y[0], x1: x[1], y1: y[1], label };
      if (kind === 'added') return { ...box, source: 'human', status: 'added' };
      if (kind === 'correction') return { ...box, source: 'human', status: 'corrected', link };
      return { ...box, source: 'model', status: kind as DatasetBox['status'], score };
    });

const photoOf = (labels: readonly string[]): fc.Arbitrary<DatasetPhoto> =>
  fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 })).chain(([width, height]) =>
    fc.record(
      {
        name: photoName,
        width: fc.constant(width),
        height: fc.constant(height),
        reviewed: fc.boolean(),
        verdict: fc.constantFrom('pass', 'fail', 'review'),
        comment: fc.oneof(label, fc.constant('')),
        reviewMs: fc.nat(10_000_000),
        boxes: fc
          .array(boxOf(width, height, labels), { maxLength: 6 })
          .map((boxes) =>
            boxes.map((box, index) => ({ ...box, id: index % 2 ? `b-${index}` : `=id ${index} & "日"` })),
          ),
      },
      { requiredKeys: ['name', 'width', 'height', 'reviewed', 'boxes'] },
    ),
  );

/** Datasets as hostile as they get, photos without boxes and labels without use among them. */
export const datasets: fc.Arbitrary<Dataset> = fc
  .uniqueArray(label, { minLength: 1, maxLength: 6, selector: cleanText })
  .chain((labels) =>
    fc.record({ categories: fc.constant(labels), photos: fc.array(photoOf(labels), { maxLength: 5 }) }),
  );

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** What should come back from a format that loses so much: coordinates apart, exactly this. */
export function lossy(dataset: Dataset, selection: Selection, loss: Loss): Dataset {
  const drops = (what: Dropped) => loss.drops.includes(what);
  const chosen = select(dataset, selection);
  const names = fileNames(chosen.photos.map((photo) => cleanText(photo.name)));
  const photos = chosen.photos.map((photo, index): DatasetPhoto => ({
    name: drops('names') ? names[index].file : cleanText(photo.name),
    width: photo.width,
    height: photo.height,
    reviewed: photo.reviewed || drops('review'),
    ...(!drops('review') && {
      ...(photo.verdict && { verdict: photo.verdict }),
      ...(photo.comment !== undefined && { comment: cleanText(photo.comment) }),
      ...(photo.reviewMs !== undefined && { reviewMs: photo.reviewMs }),
    }),
    boxes: photo.boxes.map((box) => lossyBox(box, drops)),
  }));
  const used = labelsOf({ photos, categories: [] });
  const categories = drops('unused-categories') ? used : [...new Set(labelsOf(dataset).map(cleanText))];
  return { photos, categories };
}

function lossyBox(box: DatasetBox, drops: (what: Dropped) => boolean): DatasetBox {
  const { score, link, source, status, ...rest } = box;
  return {
    ...rest,
    id: cleanText(box.id),
    label: cleanText(box.label),
    ...(score !== undefined && !drops('score') && { score }),
    ...(drops('provenance') ? { source: 'human', status: 'added' } : { source, status }),
    ...(link !== undefined && !drops('provenance') && { link: cleanText(link) }),
  };
}
