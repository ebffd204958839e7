import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_BOOK } from '../../inspection/default-book';
import type { DefectKind } from '../../inspection/defect-book';
import { FakeDevice } from '../testing/storage';
import { createBookStore } from './book-store';

vi.setConfig({ testTimeout: 30_000 });

const solder: DefectKind = {
  id: 'solder-ball',
  ja: 'はんだボール',
  en: 'Solder ball',
  definition: { ja: '', en: '' },
  severity: 'major',
  colour: '#112233',
};

let device: FakeDevice;
beforeEach(() => {
  device = new FakeDevice();
});

describe('the defect book', () => {
  it('keeps changes on the device and notes them in the log', async () => {
    const page = await device.page();
    const store = createBookStore(page);
    expect(store.getState().add(solder)).toBe(true);
    expect(store.getState().edit('solder-ball', { ja: 'はんだ玉' })).toBe(true);
    expect(store.getState().move('solder-ball', 0)).toBe(true);
    await vi.waitFor(() => expect(page.log.entries).toHaveLength(3));
    expect(page.log.entries[0]).toMatchObject({ event: 'book-change', detail: { change: 'add' } });

    const next = await device.page();
    expect((await next.loadBook())[0]).toEqual({ ...solder, ja: 'はんだ玉' });
  });

  it('reads the book when the records are opened', async () => {
    const first = await device.page();
    await first.saveBook([...DEFAULT_BOOK, solder]);
    const { createRecords } = await import('../storage');
    const records = createRecords({
      clock: { now: Date.now, offsetMinutes: () => 0, monotonic: () => 0, random: (n) => new Uint8Array(n) },
      sessionId: 's',
      app: { version: '0', build_sha: '' },
    });
    const store = createBookStore(records);
    expect(store.getState().book).toBe(DEFAULT_BOOK);
    await records.open();
    await vi.waitFor(() => expect(store.getState().book.at(-1)).toEqual(solder));
  });

  it('refuses what would break it, and says why', async () => {
    const store = createBookStore(await device.page());
    expect(store.getState().remove('defect')).toBe(false);
    expect(store.getState().problems).toMatchObject([{ code: 'required' }]);
    expect(store.getState().add({ ...solder, id: 'Not an id', colour: 'red' })).toBe(false);
    expect(store.getState().problems.map((one) => one.code)).toEqual(['id-format', 'colour']);
    expect(store.getState().importFile('{"format":"other"}')).toBe(false);
    expect(store.getState().book).toBe(DEFAULT_BOOK);
    store.getState().dismiss();
    expect(store.getState().problems).toEqual([]);
  });

  it('goes out as a file and comes back the same', async () => {
    const store = createBookStore(await device.page());
    store.getState().add(solder);
    const file = store.getState().exportFile();
    store.getState().remove('solder-ball');
    expect(store.getState().importFile(file)).toBe(true);
    expect(store.getState().book.at(-1)).toEqual(solder);
  });
});
