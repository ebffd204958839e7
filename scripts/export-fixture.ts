/**
 * Writes one hostile dataset in every format, and what should be read from it, for readers in other languages:
 *   npx tsx scripts/export-fixture.ts OUT
 * training/tests/test_formats.py holds the public readers against it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Dataset, DatasetBox } from '../src/inspection/dataset';
import { encodeCocoResults, exportedNames, FORMATS } from '../src/inspection/formats';

const LABELS = [
  'surface crack', 'A&B <b> "q" \'s\'', 'a,b=c', 'two\nlines', '改行と日本語', '🔩', '=1+1', '-x', '@y', '# no: comment', 'yes',
]; // prettier-ignore

const box = (index: number, more: Partial<DatasetBox> = {}): DatasetBox => ({
  id: `m${index}`,
  x0: 10.25 + index * 7,
  y0: index === 0 ? 0 : 3.5 + index,
  x1: 100.75 + index * 9,
  y1: 200.125 + index,
  label: LABELS[index % LABELS.length],
  score: 0.05 + index / 20,
  source: 'model',
  status: 'accepted',
  ...more,
});

const human = (id: string, index: number, more: Partial<DatasetBox> = {}): DatasetBox => {
  const { score: _, ...rest } = box(index, { id, source: 'human', status: 'added', ...more });
  return rest;
};

const dataset: Dataset = {
  categories: LABELS,
  photos: [
    {
      name: '検査 <1> & "2".jpg',
      width: 1280,
      height: 853,
      reviewed: true,
      verdict: 'fail',
      comment: '=cmd(), "改行"\n二行目',
      reviewMs: 4321,
      boxes: LABELS.map((_, index) => box(index)),
    },
    { name: 'good part.png', width: 333, height: 777, reviewed: true, verdict: 'pass', boxes: [] },
    {
      name: 'corrected.jpg',
      width: 4000,
      height: 3000,
      reviewed: true,
      boxes: [
        box(1, { status: 'corrected' }),
        box(2, { status: 'rejected' }),
        human('h1', 1, { status: 'corrected', link: 'm1', x1: 4000, y1: 3000 }),
        human('h2', 3),
      ],
    },
    {
      name: 'not reviewed.jpg',
      width: 640,
      height: 480,
      reviewed: false,
      boxes: [box(0, { status: 'open' })],
    },
  ],
};

const out = resolve(process.argv[2] ?? 'fixture');
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
};

const options = { date: '2031-02-03T04:05:06+09:00', model: 'lynx 0.1' };
for (const format of Object.values(FORMATS))
  for (const [path, text] of format.encode(dataset, options)) write(join(format.id, path), text);
write('coco/results.json', encodeCocoResults(dataset, options));
write('expected.json', JSON.stringify({ dataset, files: exportedNames(dataset) }, null, 1));
