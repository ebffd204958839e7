import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_BOOK } from '../../inspection/default-book';
import { removeKind } from '../../inspection/defect-book';
import { verify, sha256, type LogEntry } from '../../inspection/log';
import { decide, reduce, startReview } from '../../inspection/review';
import { boxAt, imported, ref } from '../../inspection/testing/log-entries';
import { FakeDevice } from '../testing/storage';
import { createDatabase, HEAD_KEY } from './database';

vi.setConfig({ testTimeout: 30_000 }); // the first use is slow on a busy machine

let device: FakeDevice;
beforeEach(() => {
  device = new FakeDevice();
});

const review = (n = 1) =>
  startReview(
    { image_ref: ref(n), size: { width: 640, height: 480 } },
    { infer_ref: null, boxes: [boxAt('p1', 10)] },
  );
const decisionOf = (one: ReturnType<typeof review>) =>
  decide(one, { threshold: 0.5, reviewMs: 900, aiVisible: true });

describe('the log on the device', () => {
  it('goes on after reopening, in one chain, as the same device', async () => {
    const first = await device.page();
    await first.log.append(imported(1));
    first.identify({ operator: '佐藤' });
    await first.log.append(imported(2));
    const second = await device.page();
    expect(second.log.entries).toEqual(first.log.entries);
    await second.log.append(imported(3));
    expect(second.log.entries.map(({ seq, session_id, operator }) => [seq, session_id, operator])).toEqual([
      [0, 'session-1', undefined],
      [1, 'session-1', '佐藤'],
      [2, 'session-2', undefined],
    ]);
    expect(new Set(second.log.entries.map((entry) => entry.device_id)).size).toBe(1);
    expect(await second.log.verify()).toMatchObject({ ok: true, entries: 3 });
  });

  it('serialises appends made at once, in this page and in two', async () => {
    const [a, b] = [await device.page(), await device.page()];
    const many = Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b).log.append(imported(n)));
    const entries: LogEntry[] = await Promise.all(many);
    expect(new Set(entries.map((entry) => entry.seq)).size).toBe(40);
    const third = await device.page();
    expect(third.log.entries).toHaveLength(40);
    expect(await third.log.verify()).toMatchObject({ ok: true, entries: 40 });
    await a.log.open(); // brings in what the other page wrote
    expect(a.log.entries).toEqual(third.log.entries);
  });

  it('says whether listeners may go on from where they were', async () => {
    const [a, b] = [await device.page(), await device.page()];
    const changes: string[] = [];
    a.log.subscribe((change) => changes.push(change));
    await a.log.append(imported(1));
    await b.log.append(imported(2));
    await a.log.append(imported(3));
    expect(changes).toEqual(['grown', 'grown']);
    expect(a.log.entries).toHaveLength(3);
  });

  it('an entry altered on the disk is found, and named', async () => {
    const page = await device.page();
    for (let n = 0; n < 5; n++) await page.log.append(imported(n));
    await device.tamper(async (db) => {
      const entry = (await db.get('log', 3))!;
      await db.put('log', { ...entry, operator: 'someone else' });
    });
    expect(await page.log.verify()).toMatchObject({ ok: false, index: 3, reason: 'content' });
  });

  it('an entry that cannot be read is told at once, and the others are there', async () => {
    const page = await device.page();
    for (let n = 0; n < 4; n++) await page.log.append(imported(n));
    await device.tamper((db) => db.put('log', { seq: 1, junk: true } as unknown as LogEntry));
    const next = await device.page();
    expect(next.status.getState().damage).toMatchObject({ index: 1 });
    expect(next.log.entries.map((entry) => entry.seq)).toEqual([0, 2, 3]);
    expect(await next.log.append(imported(9))).toMatchObject({ seq: 4 });
    expect(await next.log.verify()).toMatchObject({ ok: false, index: 1, reason: 'schema' });
  });

  it('a log that lost its end does not grow over the gap', async () => {
    const page = await device.page();
    for (let n = 0; n < 4; n++) await page.log.append(imported(n));
    await device.tamper((db) => db.delete('log', 3));
    const next = await device.page();
    expect(await next.log.verify()).toMatchObject({ ok: false, index: 3, reason: 'head' });
    expect(await next.log.append(imported(9))).toMatchObject({ seq: 4 });
    expect(await next.log.verify()).toMatchObject({ ok: false, index: 3, reason: 'sequence' });
  });

  it('goes on where the note of its head was lost', async () => {
    await (await device.page()).log.append(imported(1));
    await device.tamper((db) => db.delete('meta', HEAD_KEY));
    const next = await device.page();
    expect(await next.log.append(imported(2))).toMatchObject({ seq: 1 });
    expect(await next.log.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it('one entry that cannot be written down does not hold up the next', async () => {
    const page = await device.page();
    const odd = page.log.append({ type: 'system', event: 'start', detail: { value: NaN } });
    await expect(odd).rejects.toMatchObject({ code: 'not-canonical' });
    expect(await page.log.append(imported(1))).toMatchObject({ seq: 0 });
  });
});

describe('a full device', () => {
  it('keeps the session in memory, says so, and writes it when there is room', async () => {
    const page = await device.page();
    await page.log.append(imported(1));
    device.full = true;
    await page.log.append(imported(2));
    const entry = await page.log.append(imported(3));
    expect(await page.saveReview(review(2))).toBe(false);
    const photo = await page.photos.add(new Blob(['photo']));
    expect(entry.seq).toBe(2);
    expect(photo.place).toBe('memory');
    expect(await (await page.photos.get(photo.sha256))?.text()).toBe('photo');
    expect(await page.loadReview(ref(2))).toEqual(review(2));
    expect(page.status.getState()).toMatchObject({
      state: 'memory',
      unsaved: { entries: 2, reviews: 1, photos: 1 },
      error: { code: 'quota' },
    });
    expect(await verify(page.log.entries, sha256)).toMatchObject({ ok: true, entries: 3 });

    device.full = false;
    expect(await page.flush()).toBe(true);
    expect(page.status.getState()).toMatchObject({
      state: 'evictable',
      unsaved: { entries: 0, reviews: 0, photos: 0 },
      error: null,
    });
    const next = await device.page();
    expect(next.log.entries).toEqual(page.log.entries);
    expect(await next.loadReview(ref(2))).toEqual(review(2));
    expect(await next.photos.names()).toEqual([photo.sha256]);
  });

  it('what waited is put behind what another page wrote meanwhile', async () => {
    const page = await device.page();
    device.full = true;
    const waiting = await page.log.append(imported(1));
    device.full = false;
    const other = await device.page();
    await other.log.append(imported(2));
    const changes: string[] = [];
    page.log.subscribe((change) => changes.push(change));
    expect(await page.log.flush()).toBe(true);
    expect(changes).toEqual(['replaced']);
    expect(page.log.entries.map((entry) => entry.event_id)[1]).toBe(waiting.event_id);
    expect(await page.log.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it('without any storage the page still works, and says that nothing will last', async () => {
    const refuse = () => Promise.reject(new DOMException('private window', 'SecurityError'));
    const database = createDatabase(refuse);
    const page = await device.page({ database, blobs: () => [], storage: null });
    await page.log.append(imported(1));
    expect(page.log.entries).toHaveLength(1);
    expect(page.status.getState()).toMatchObject({ state: 'memory', unsaved: { entries: 1 } });
    expect(await page.log.verify()).toMatchObject({ ok: true, entries: 1 });
  });
});

describe('reviews', () => {
  it('a killed tab loses at most the gesture in progress', async () => {
    const page = await device.page();
    const moved = reduce(review(), { type: 'move', box: 'p1', by: { x: 5, y: 0 } });
    await page.saveReview(moved);
    const dragging = reduce(reduce(moved, { type: 'begin' }), {
      type: 'move',
      box: 'p1',
      by: { x: 50, y: 0 },
    });
    await page.saveReview(dragging);
    const next = await device.page();
    expect(await next.loadReview(ref(1))).toEqual(moved);
    expect([...(await next.loadReviews()).keys()]).toEqual([ref(1)]);
    expect(await next.loadReview(ref(2))).toBeNull();
  });

  it('of many saves at once the last one stays', async () => {
    const page = await device.page();
    const states = ['a', 'b', 'c', 'd'].map((text) => reduce(review(), { type: 'comment', text }));
    await Promise.all(states.map((state) => page.saveReview(state)));
    expect(await (await device.page()).loadReview(ref(1))).toEqual(states[3]);
  });

  it('a decision and its mark on the review are written together', async () => {
    const page = await device.page();
    void page.saveReview(review());
    const { entry, review: decided } = await page.decide(review(), decisionOf(review()));
    expect(decided.decision).toBe(entry.event_id);
    const next = await device.page();
    expect(await next.loadReview(ref(1))).toEqual(decided);
    const again = await next.decide(decided, decisionOf(decided));
    expect(again.entry).toMatchObject({ undo_of: entry.event_id });
  });

  it('so they are where the device was full in between', async () => {
    const page = await device.page();
    device.full = true;
    await page.saveReview(review());
    const { review: decided } = await page.decide(review(), decisionOf(review()));
    expect(await page.loadReview(ref(1))).toEqual(decided);
    device.full = false;
    await page.flush();
    expect(await (await device.page()).loadReview(ref(1))).toEqual(decided);
  });
});

describe('the rest', () => {
  it('asks to persist, and shows what it got', async () => {
    const page = await device.page();
    expect(page.status.getState()).toMatchObject({
      state: 'evictable',
      persisted: false,
      usage: 10,
      quota: 100,
    });
    expect(await page.persist()).toBe(true);
    expect(page.status.getState()).toMatchObject({ state: 'durable', persisted: true });
  });

  it('keeps book and settings', async () => {
    const page = await device.page();
    expect(await page.loadBook()).toBe(DEFAULT_BOOK);
    const smaller = removeKind(DEFAULT_BOOK, 'rust');
    if (smaller.ok) await page.saveBook(smaller.book);
    await page.saveSettings({ threshold: 0.4 });
    const next = await device.page();
    expect(await next.loadBook()).toHaveLength(DEFAULT_BOOK.length - 1);
    expect(await next.loadSettings()).toEqual({ threshold: 0.4 });
  });

  it('a photo is kept once; half of one, left by a crash, is written again', async () => {
    const page = await device.page();
    const photo = new Blob(['whole photo'], { type: 'image/png' });
    const { sha256: name, place } = await page.photos.add(photo);
    expect(place).toBe('opfs');
    device.files.set(name, new Blob(['whole']));
    await page.photos.add(photo);
    expect(await (await page.photos.get(name))?.text()).toBe('whole photo');
    expect(device.files.size).toBe(1);
    await page.photos.delete(name);
    expect(await page.photos.get(name)).toBeNull();
  });

  it('without OPFS photos go into the database', async () => {
    const { databaseBlobs, opfsBlobs } = await import('./blob-stores');
    const denied = () => Promise.reject(new DOMException('no', 'SecurityError'));
    const blobs = (db: Parameters<typeof databaseBlobs>[0]) => [opfsBlobs(denied), databaseBlobs(db)];
    const page = await device.page({ blobs });
    const { sha256: name, place } = await page.photos.add(new Blob(['photo'], { type: 'image/png' }));
    expect(place).toBe('indexeddb');
    const back = await (await device.page({ blobs })).photos.get(name);
    expect([await back?.text(), back?.type]).toEqual(['photo', 'image/png']);
  });
});
