import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeJsonl } from '../../inspection/log';
import { boxAt, decided, imported, inferred } from '../../inspection/testing/log-entries';
import { FakeDevice } from '../testing/storage';
import { createLogViewStore, type LogViewStore } from './log-view-store';

vi.setConfig({ testTimeout: 30_000 });

let device: FakeDevice;
let page: Awaited<ReturnType<FakeDevice['page']>>;
let store: LogViewStore;
let saved: { blob: Blob; name: string }[];

beforeEach(async () => {
  device = new FakeDevice();
  page = await device.page();
  saved = [];
  const download = (blob: Blob, name: string) => void saved.push({ blob, name });
  store = createLogViewStore({ records: page, download, now: () => new Date(2026, 6, 29, 14, 5) });
  for (const n of [1, 2, 3]) {
    await page.log.append(imported(n, `部品-${n}.jpg`));
    const infer = await page.log.append(inferred(n, [boxAt('p1', 10, 0.9, n === 2 ? 'crack' : 'scratch')]));
    await page.log.append(decided(n, infer.event_id, { verdict: n === 2 ? 'reject' : 'accept' }));
  }
});

describe('the log as a person looks through it', () => {
  it('shows nothing until it is watched, then everything, also what comes in', async () => {
    expect(store.getState().total).toBe(0);
    const stop = store.getState().watch();
    expect(store.getState()).toMatchObject({ total: 9, labels: ['crack', 'scratch'] });
    expect(store.getState().statistics).toMatchObject({ decided: 3, accepted: 2, rejected: 1 });
    await page.log.append(imported(4));
    expect(store.getState().total).toBe(10);
    stop();
    await page.log.append(imported(5));
    expect(store.getState().total).toBe(10);
    store.getState().watch();
    expect(store.getState().total).toBe(11);
  });

  it('filters by words, kind, decision, verdict, label and day', () => {
    const { watch, setFilter, clearFilter } = store.getState();
    watch();
    const seqs = () => store.getState().found.map((entry) => entry.seq);
    setFilter({ text: '部品-2' });
    expect(seqs()).toEqual([3, 4, 5]);
    setFilter({ type: 'decision' });
    expect(seqs()).toEqual([5]);
    clearFilter();
    setFilter({ decision: 'accept' });
    expect(seqs()).toEqual([2, 8]);
    clearFilter();
    setFilter({ verdict: 'fail', label: 'crack' });
    expect(seqs()).toEqual([4]);
    clearFilter();
    setFilter({ from: '2026-07-30' });
    expect(seqs()).toEqual([]);
    setFilter({ from: '2026-07-28', until: '2026-07-30' });
    expect(seqs()).toHaveLength(9);
    setFilter({ from: 'nonsense' });
    expect(seqs()).toHaveLength(9);
  });

  it('says of each entry which photo and which model it is about', () => {
    store.getState().watch();
    const facts = store.getState().found.map(store.getState().factsOf);
    expect(facts[0]).toEqual({ photo: '部品-1.jpg', verdict: null, decision: null, model: null });
    expect(facts[1]).toMatchObject({ verdict: 'fail', model: '1' });
    expect(facts[2]).toEqual({ photo: '部品-1.jpg', verdict: 'fail', decision: 'accept', model: '1' });
  });

  it('is saved as a file that verifies, and one flipped byte of it is found and named', async () => {
    await store.getState().saveFile();
    expect(page.log.entries.at(-1)).toMatchObject({ type: 'system', event: 'export' });
    const [{ blob, name }] = saved;
    expect(name).toMatch(/^lynx-log-[0-9a-f]{8}-20260729-1405\.jsonl$/);
    expect(decodeJsonl(await blob.text())).toHaveLength(9);
    await store.getState().verifyFile(new File([blob], name));
    expect(store.getState().check).toMatchObject({
      phase: 'done',
      file: name,
      result: { ok: true, entries: 9 },
    });

    const bytes = new Uint8Array(await blob.arrayBuffer());
    const lines = (await blob.text()).split('\n');
    const at = new TextEncoder().encode(lines.slice(0, 4).join('\n')).length + 40;
    bytes[at] ^= 1;
    await store.getState().verifyFile(new File([bytes], name));
    expect(store.getState().check).toMatchObject({ phase: 'done', result: { ok: false, index: 4 } });
  });

  it('verifies what is stored, not what is shown', async () => {
    await store.getState().verify();
    expect(store.getState().check).toMatchObject({
      phase: 'done',
      file: null,
      result: { ok: true, entries: 9 },
    });
    await device.tamper(async (db) => {
      const entry = (await db.get('log', 6))!;
      await db.put('log', { ...entry, operator: 'someone else' });
    });
    await store.getState().verify();
    expect(store.getState().check).toMatchObject({ phase: 'done', result: { ok: false, index: 6 } });
  });
});
