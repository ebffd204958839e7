import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unzipSync } from 'fflate';
import { FORMATS } from '../../inspection/formats';
import { decide, reduce } from '../../inspection/review';
import { boxAt, imported, inferred, ref } from '../../inspection/testing/log-entries';
import { unpackTexts } from '../../inspection/zip';
import { FakeDevice } from '../testing/storage';
import { createBookStore, type BookStore } from './book-store';
import { DATA_FORMATS, exportSource } from './export-data';
import { createExportStore, type ExportStore } from './export-store';
import { reviewOf } from './import-apply';
import { createImportStore, type ImportStore } from './import-store';
import { textsOf } from './import-read';

vi.setConfig({ testTimeout: 30_000 });

let page: Awaited<ReturnType<FakeDevice['page']>>;
let book: BookStore;
let exporting: ExportStore;
let importing: ImportStore;
let saved: File[];
const file = new Blob(['the photo itself'], { type: 'image/jpeg' });

beforeEach(async () => {
  page = await new FakeDevice().page();
  book = createBookStore(page);
  saved = [];
  exporting = createExportStore({
    records: page,
    book,
    download: (blob, name) => void saved.push(new File([blob], name)),
    upright: (blob) => Promise.resolve(blob),
    picture: () => Promise.resolve(null),
    now: () => new Date(2026, 6, 29, 14, 5),
  });
  importing = createImportStore({ records: page, book });
  const { sha256 } = await page.photos.add(file);
  const photo = imported(1, '部品 A&B.jpg');
  await page.log.append({ ...photo, image: { ...photo.image, sha256_of_file_bytes: sha256 } });
  const boxes = [boxAt('p1', 10), boxAt('p2', 200, 0.8, 'crack')];
  const infer = await page.log.append({ ...inferred(1, boxes), image_ref: sha256 });
  const records = exportSource(page.log.entries, book.getState().book).records;
  let review = reviewOf(records[0])!;
  review = reduce(review, { type: 'move', box: 'p1', by: { x: 30, y: 5 } });
  review = reduce(review, { type: 'add', box: { x0: 300, y0: 300, x1: 340, y1: 350 }, label: 'dent' });
  expect(review.infer_ref).toBe(infer.event_id);
  await page.log.append(decide(review, { threshold: 0.5, reviewMs: 900, aiVisible: true }));
  await page.log.append(imported(2, 'b.jpg')); // not reviewed
});

const run = async (format: (typeof DATA_FORMATS)[number], withPhotos = false) => {
  exporting.getState().choose(format);
  exporting.getState().setWithPhotos(withPhotos);
  await exporting.getState().run();
  expect(exporting.getState().failure).toBeNull();
  return saved.at(-1)!;
};

describe('export', () => {
  it.each(DATA_FORMATS)(
    '%s: one file, which its own decoder reads, and which the log notes',
    async (format) => {
      const out = await run(format);
      const texts = await textsOf([out]);
      const id = format === 'coco-results' ? 'coco' : format;
      const { dataset } = FORMATS[id].decode(texts);
      expect(dataset.photos).toHaveLength(1);
      const labels = dataset.photos[0].boxes.map((box) => box.label);
      expect(labels.sort()).toEqual(['crack', 'dent', 'scratch']);
      expect(page.log.entries.at(-1)).toMatchObject({
        event: 'export',
        detail: { format, photos: 1, boxes: 3 },
      });
      expect(exporting.getState().exported).toMatchObject({ file: out.name, photos: 1, boxes: 3 });
    },
  );

  it('COCO results come with the annotations that their ids refer to', async () => {
    exporting.getState().select('predicted');
    const texts = unpackTexts(new Uint8Array(await (await run('coco-results')).arrayBuffer()));
    const results = JSON.parse(texts.get('results.json')!) as { image_id: number; score: number }[];
    expect(results.map((one) => one.score)).toEqual([0.9, 0.8]);
    expect([...texts.keys()].sort()).toEqual(['annotations.json', 'results.json']);
  });

  it('puts photos where the format looks for them, and says which are gone', async () => {
    exporting.getState().select('all');
    const out = await run('yolo', true);
    const files = unzipSync(new Uint8Array(await out.arrayBuffer()));
    expect(new TextDecoder().decode(files['images/train/部品 A&B.jpg'])).toBe('the photo itself');
    expect(exporting.getState().exported).toMatchObject({ missing: 1, photos: 2 });
  });

  it('with nothing to export, says so', async () => {
    const empty = await new FakeDevice().page();
    const store = createExportStore({
      records: empty,
      book,
      download: () => undefined,
      upright: (blob) => Promise.resolve(blob),
      picture: () => Promise.resolve(null),
    });
    await store.getState().run();
    expect(store.getState().failure?.code).toBe('nothing-selected');
    store.getState().choose('png');
    await store.getState().run();
    expect(store.getState().failure?.code).toBe('no-photo');
  });

  it('the report holds the photos, their boxes and the head of the log', async () => {
    exporting.getState().choose('report');
    await exporting.getState().run();
    const { report } = exporting.getState();
    expect(report?.photos).toHaveLength(1);
    expect(report?.photos[0].boxes).toHaveLength(3);
    expect(await (await fetch(report!.photos[0].url!)).text()).toBe('the photo itself');
    exporting.getState().reportPrinted();
    expect(exporting.getState().report).toBeNull();
  });
});

describe('import', () => {
  it.each(['coco', 'yolo', 'voc', 'label-studio', 'cvat'] as const)(
    '%s comes back into a review',
    async (id) => {
      const out = await run(id);
      await importing.getState().read([out]);
      expect(importing.getState()).toMatchObject({ phase: 'planned', failure: null });
      expect(importing.getState().plan).toMatchObject({ format: id, photos: 1, boxes: 3 });
      expect(importing.getState().plan?.placed).toHaveLength(1);
      await importing.getState().apply();
      expect(importing.getState()).toMatchObject({ phase: 'applied', changed: 1 });
      const [[, review]] = await page.loadReviews();
      const standing = review.now.boxes.filter((box) => box.status === 'accepted');
      expect(standing.map((box) => box.label).sort()).toEqual(['crack', 'dent', 'scratch']);
      const scratch = standing.find((box) => box.label === 'scratch')!;
      expect(scratch.box.x0).toBeGreaterThan(38);
      expect(review.past).toHaveLength(1); // one step, which can be undone
      await importing.getState().read([out]);
      await importing.getState().apply();
      if (id !== 'voc') expect(importing.getState().changed).toBe(0); // the same again is nothing new
    },
  );

  it('YOLO without sizes says nothing of photos that it has no label file for', async () => {
    const yolo = new File(['0 0.5 0.5 0.1 0.1\n'], 'b.txt');
    const names = new File(['scratch\n'], 'classes.txt');
    await importing.getState().read([yolo, names]);
    const { plan } = importing.getState();
    expect(plan?.photos).toBe(1);
    expect(plan?.placed[0].record.ref).toBe(ref(2));
  });

  it('lists what has no place here, and labels that the book does not have', async () => {
    const coco = {
      images: [
        { id: 1, file_name: 'other.jpg', width: 10, height: 10 },
        { id: 2, file_name: 'images/b.jpg', width: 641, height: 480 },
      ],
      categories: [{ id: 1, name: '新しい傷' }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 20, 5], iscrowd: 0 }],
    };
    await importing.getState().read([new File([JSON.stringify(coco)], 'x.json')]);
    const { plan } = importing.getState();
    expect(plan?.unplaced).toEqual([
      { name: 'other.jpg', why: 'unknown' },
      { name: 'images/b.jpg', why: 'size' },
    ]);
    expect(plan?.newLabels).toEqual(['新しい傷']);
    expect(plan?.warnings).toMatchObject([{ code: 'box-clipped', count: 1 }]);
  });

  it('refuses with a code what is no import', async () => {
    const code = async (name: string, content: string) => {
      await importing.getState().read([new File([content], name)]);
      return importing.getState().failure?.code;
    };
    expect(await code('a.json', '{"images": [')).toBe('not-json');
    expect(await code('a.txt', 'hello')).toBe('unknown-format');
    expect(await code('a.zip', 'PK\u0003\u0004 broken')).toBe('not-zip');
    expect(await code('a.csv', 'photo\n')).toBe('log-only-csv');
    expect(await code('a.xml', '<!DOCTYPE x><annotations/>')).toMatch(/unknown-format|xml-doctype/);
  });

  it('an imported good part rejects what the model found there', async () => {
    await page.log.append(inferred(2, [boxAt('p1', 10)]));
    await importing.getState().read([new File([''], 'b.txt'), new File(['scratch\n'], 'classes.txt')]);
    await importing.getState().apply();
    const review = (await page.loadReview(ref(2)))!;
    expect(review.now.boxes).toMatchObject([{ predicted: 'p1', status: 'rejected' }]);
  });
});
