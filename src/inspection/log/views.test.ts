import { beforeAll, describe, expect, it } from 'vitest';
import { select } from '../dataset';
import { boxAt, chainOf, decided, imported, inferred, ref } from '../testing/log-entries';
import type { BoxDecision } from './bodies';
import type { LogEntry } from './entry';
import { judged, projectPhotos } from './projection';
import { LogIndex } from './search';
import { median, statistics } from './statistics';
import { toDataset } from './to-dataset';

const moved: BoxDecision = {
  box_id: 'p1',
  predicted_id: 'p1',
  action: 'moved',
  before: { x0: 10, y0: 10, x1: 50, y1: 50, label: 'scratch' },
  after: { x0: 20, y0: 10, x1: 60, y1: 50, label: 'scratch' },
  iou: 0.6,
};
const added: BoxDecision = {
  box_id: 'h1',
  predicted_id: null,
  action: 'added',
  before: null,
  after: { x0: 1, y0: 1, x1: 9, y1: 9, label: '新しい傷' },
  iou: 0,
};
const finals = [moved, added].map((one) => ({ id: one.box_id, ...one.after! }));

let log: LogEntry[];
beforeAll(async () => {
  const answers = [
    imported(1, 'Ｐ１.jpg'),
    inferred(1, [boxAt('p1', 10), boxAt('dim', 300, 0.2), { ...boxAt('r', 0), score_kind: 'region' }]),
    imported(2),
    inferred(2, [boxAt('p1', 10)]),
    imported(3),
    inferred(3, [], 'pass'),
    imported(4),
  ];
  const ids = (await chainOf(answers)).map((entry) => entry.event_id);
  log = await chainOf([
    ...answers,
    decided(1, ids[1], { verdict: 'accept', boxes: [], part: 'pass' }),
    decided(1, ids[1], {
      verdict: 'correct',
      per_box: [moved, added],
      boxes: finals,
      missed_added: 1,
      review_ms: 9000,
    }),
    decided(2, ids[3], {
      verdict: 'reject',
      boxes: null,
      part: null,
      reason_code: 'misplaced',
      review_ms: 500,
    }),
    decided(3, ids[5], {
      verdict: 'correct',
      per_box: [added],
      boxes: [finals[1]],
      missed_added: 1,
      review_ms: 3000,
    }),
  ]);
});

describe('photos', () => {
  it('come in their order, with their last decision and the answer it judged', () => {
    const photos = projectPhotos(log);
    expect(photos.map((photo) => photo.ref)).toEqual([1, 2, 3, 4].map(ref));
    expect(photos[0].decision?.verdict).toBe('correct');
    expect(photos[0].final).toEqual(finals);
    expect(photos[0].infer?.image_ref).toBe(ref(1));
    expect(photos[3]).toMatchObject({ infer: null, decision: null, prediction: [], final: null });
    expect(judged(photos).map((photo) => photo.ref)).toEqual([ref(1), ref(3)]);
  });

  it('become a dataset: corrections are linked, dim boxes open, regions left out', () => {
    const dataset = toDataset(projectPhotos(log), ['defect']);
    expect(dataset.categories).toEqual(['defect', 'scratch', '新しい傷']);
    expect(dataset.photos[0]).toMatchObject({
      name: 'Ｐ１.jpg',
      reviewed: true,
      verdict: 'fail',
      reviewMs: 9000,
    });
    expect(dataset.photos[0].boxes.map(({ id, source, status, link }) => [id, source, status, link])).toEqual(
      [
        ['p1', 'model', 'corrected', undefined],
        ['dim', 'model', 'open', undefined],
        ['p1.corrected', 'human', 'corrected', 'p1'],
        ['h1', 'human', 'added', undefined],
      ],
    );
    expect(dataset.photos[1].reviewed).toBe(false); // rejected without saying what is true
    const final = select(dataset, 'final');
    expect(final.photos.map((photo) => photo.boxes.map((box) => box.id))).toEqual([
      ['p1.corrected', 'h1'],
      ['h1'],
    ]);
  });
});

describe('statistics', () => {
  it('count each photo once, by its last decision', () => {
    expect(statistics(log)).toEqual({
      entries: 11,
      photos: 4,
      inferred: 3,
      decided: 3,
      accepted: 0,
      rejected: 1,
      corrected: 2,
      skipped: 0,
      missedBoxes: 2,
      missedPhotos: 2,
      boxes: { kept: 0, moved: 1, resized: 0, relabelled: 0, deleted: 0, added: 2 },
      meanIou: 0.6,
      medianReviewMs: 3000,
      hasty: 1,
      agreement: { agree: 1, overkill: 0, escape: 1, referred: 0 },
    });
    expect(statistics([])).toMatchObject({ photos: 0, medianReviewMs: null, meanIou: null });
  });

  it('median', () => {
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 5])]).toEqual([null, 3, 2.5, 5]);
  });
});

describe('search', () => {
  it('finds by words, whatever their width and case, also in the photo’s name', () => {
    const index = new LogIndex(log);
    const seqs = (query: Parameters<LogIndex['query']>[0]) => index.query(query).map((entry) => entry.seq);
    expect(seqs({})).toHaveLength(11);
    expect(seqs({ text: 'p1.JPG' })).toEqual([0, 1, 7, 8]);
    expect(seqs({ text: '線傷　ｐ１' })).toEqual([1]);
    expect(seqs({ text: '新しい' })).toEqual([8, 10]);
    expect(seqs({ text: 'nothing like it' })).toEqual([]);
    expect(seqs({ types: ['import'] })).toEqual([0, 2, 4, 6]);
    expect(seqs({ decisions: ['reject', 'accept'] })).toEqual([7, 9]);
    expect(seqs({ verdicts: ['pass'] })).toEqual([5]);
    expect(seqs({ labels: ['新しい傷'], image: ref(1) })).toEqual([8]);
    expect(seqs({ operator: '佐藤', types: ['decision'], text: 'misplaced' })).toEqual([9]);
    expect(seqs({ operator: 'nobody' })).toEqual([]);
    const time = (seq: number) => Date.parse(log[seq].time);
    expect(seqs({ from: time(2), until: time(4) })).toEqual([2, 3]);
  });

  it('grows with the log', () => {
    const index = new LogIndex();
    log.forEach((entry) => index.add(entry));
    expect(index.size).toBe(11);
    expect(index.query({ text: 'p1.jpg', types: ['decision'] })).toHaveLength(2);
  });
});
