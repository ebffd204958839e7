import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { imported } from '../../inspection/testing/log-entries';
import { FakeDevice } from '../testing/storage';
import { createBackupStore } from './backup-store';

vi.setConfig({ testTimeout: 30_000 });

type Page = Awaited<ReturnType<FakeDevice['page']>>;
let page: Page;
let saved: File[];
const storeOf = (records: Page) =>
  createBackupStore({
    records,
    download: (blob, name) => void saved.push(new File([blob], name)),
    now: () => new Date(2026, 6, 29, 14, 5),
  });

beforeEach(async () => {
  saved = [];
  page = await new FakeDevice().page();
  for (const n of [1, 2, 3]) await page.log.append(imported(n));
});

describe('backup', () => {
  it('is one tap, and the log says that it was made', async () => {
    const store = storeOf(page);
    await store.getState().backup();
    expect(store.getState()).toMatchObject({ phase: 'idle', failure: null, saved: { entries: 3 } });
    expect(saved[0].name).toBe('lynx-backup-20260729-1405.zip');
    expect(page.log.entries.at(-1)).toMatchObject({ type: 'system', event: 'backup' });
  });

  it('is inspected before it changes anything, then restored', async () => {
    await storeOf(page).getState().backup();
    const other = await new FakeDevice().page();
    const store = storeOf(other);
    await store.getState().inspect(saved[0]);
    expect(store.getState().candidate).toMatchObject({ relation: 'empty', entries: 3 });
    expect(other.log.entries).toHaveLength(0);
    await store.getState().restore();
    expect(store.getState()).toMatchObject({ phase: 'idle', restored: 4, candidate: null });
  });

  it('asks before it replaces a log that diverged', async () => {
    await storeOf(page).getState().backup();
    const other = await new FakeDevice().page();
    await other.log.append(imported(9));
    const store = storeOf(other);
    await store.getState().inspect(saved[0]);
    expect(store.getState().candidate?.relation).toBe('diverged');
    await store.getState().restore();
    expect(store.getState()).toMatchObject({ phase: 'asking', failure: { code: 'backup-diverged' } });
    expect(other.log.entries).toHaveLength(1);
    await store.getState().restore(true);
    expect(store.getState()).toMatchObject({ phase: 'idle', restored: 4, failure: null });
  });

  it('names what was altered, and what is no backup', async () => {
    const store = storeOf(page);
    await store.getState().backup();
    const bytes = new Uint8Array(await saved[0].arrayBuffer());
    bytes[60] ^= 0x11; // amid the log
    await store.getState().inspect(new File([bytes], 'altered.zip'));
    expect(store.getState().failure?.code).toMatch(/^backup-/);
    expect(store.getState().failure?.params.file).toBe('log.jsonl');
    await store.getState().inspect(new File(['hello'], 'hello.txt'));
    expect(store.getState()).toMatchObject({ phase: 'idle', failure: { code: 'backup-format' } });
    store.getState().dismiss();
    expect(store.getState().failure).toBeNull();
  });

  it('passes on what the browser says about keeping the data', async () => {
    const store = storeOf(page);
    expect(store.getState().kept).toBeNull();
    await store.getState().persist();
    expect(store.getState().kept).toBe(true);
    expect(page.status.getState()).toMatchObject({ state: 'durable', usage: 10, quota: 100 });
  });
});
