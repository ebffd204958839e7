import { beforeEach, describe, expect, test } from 'vitest';
import { fixtureFolder, textFile, withOtherGrounding, type Folder } from '../../engine/testing/folder';
import { fetchFiles, fetchManifest } from '../../engine/weights/fetch';
import type { Manifest, ManifestFile } from '../../engine/weights/manifest';
import { cachedSource } from './cached-source';
import { RETRIES } from './download';
import type { CacheReport } from './report';
import { MemoryFolder } from './testing/memory-folder';
import { FolderServer } from './testing/server';

/** The file that the faults below befall. */
const FILE = 'tokenizer.json';

let model: Folder;
let server: FolderServer;
let kept: MemoryFolder;
let reports: CacheReport[];

beforeEach(() => {
  model = fixtureFolder('tiny');
  server = new FolderServer(model);
  kept = new MemoryFolder();
  reports = [];
});

const longer = (data: ArrayBuffer): ArrayBuffer => {
  const copy = new Uint8Array(data.byteLength + 1);
  copy.set(new Uint8Array(data));
  return copy.buffer;
};

/** One visit: the manifest and all its files, each checked, as the engine does it. */
async function visit(folder: MemoryFolder | null = kept, source = sourceOn(folder)): Promise<Manifest> {
  server.asked.length = 0;
  reports.length = 0;
  const manifest = await fetchManifest(source);
  const loads = manifest.files.map((file) => fetchFiles(source, [file]));
  await Promise.allSettled(loads); // a failing file does not cut short the others
  const files = (await Promise.all(loads)).flat();
  expect(files.map((data) => data.byteLength)).toEqual(manifest.files.map(({ bytes }) => bytes));
  return manifest;
}

const sourceOn = (folder: MemoryFolder | null) =>
  cachedSource('http://host/model/', {
    folder,
    fetcher: server.fetch,
    onReport: (report) => reports.push(report),
    wait: () => Promise.resolve(),
  });

const entry = (manifest: Manifest, name = FILE): ManifestFile => manifest.files.find((f) => f.name === name)!;
const kinds = () => reports.map(({ kind }) => kind);
const flipped = (data: ArrayBuffer): ArrayBuffer => {
  const copy = data.slice(0);
  new Uint8Array(copy)[copy.byteLength >> 1] ^= 1;
  return copy;
};

describe('a second visit', () => {
  test('fetches nothing but the manifest', async () => {
    await visit();
    expect(server.fetched).toHaveLength(4);
    expect(kinds()).toEqual(['kept']);
    await visit();
    expect(server.fetched).toEqual([]);
    expect(kinds()).toEqual(['kept']);
  });

  test('works without a network', async () => {
    const { version } = await visit();
    server.down = true;
    expect((await visit()).version).toBe(version);
    expect(kinds()).toEqual(['offline', 'kept']);
  });

  test('takes the kept model when the manifest is a login page, or nonsense', async () => {
    await visit();
    server.folder = new Map();
    await visit();
    server.folder = new Map([['manifest.json', textFile('{ "format": 2 }')]]);
    await visit();
    expect(kinds()).toEqual(['offline', 'kept']);
  });

  test('fetches what a new model changed, and drops what it no longer has', async () => {
    const old = entry(await visit(), 'grounding.safetensors');
    server.folder = await withOtherGrounding(model);
    await visit();
    expect(server.fetched).toEqual(['grounding.safetensors']);
    expect([...kept.whole.keys()]).not.toContain(old.sha256);
    expect(kept.whole.size).toBe(5);
    expect(kept.begun.size).toBe(0);
  });

  test('keeps the old model until every file of the new one is here', async () => {
    const old = entry(await visit(), 'grounding.safetensors');
    server.folder = await withOtherGrounding(model);
    server.folder.delete('grounding.safetensors');
    await expect(visit()).rejects.toMatchObject({ code: 'weights-missing' });
    server.down = true;
    expect(entry(await visit(), 'grounding.safetensors')).toEqual(old);
  });
});

describe('a kept file that is not right', () => {
  test.each<[string, (data: ArrayBuffer) => ArrayBuffer]>([
    ['altered', flipped],
    ['truncated', (data) => data.slice(0, 1000)],
  ])('%s: refused by name, expected and actual, and fetched again', async (_, damage) => {
    const { sha256, bytes } = entry(await visit());
    const right = kept.whole.get(sha256)!;
    kept.whole.set(sha256, damage(right));
    await visit();
    expect(server.fetched).toEqual([FILE]);
    const same = damage(right).byteLength === bytes;
    expect(reports[0]).toEqual({
      kind: 'refused',
      file: FILE,
      expected: same ? sha256 : bytes,
      actual: same ? expect.stringMatching(/^[0-9a-f]{64}$/) : 1000,
    });
    expect(kept.whole.get(sha256)).toEqual(right);
  });

  test('without a network it is weights-hash, not weights-missing', async () => {
    const { sha256 } = entry(await visit());
    kept.whole.set(sha256, flipped(kept.whole.get(sha256)!));
    server.down = true;
    await expect(visit()).rejects.toMatchObject({
      code: 'weights-hash',
      details: { file: FILE, expected: sha256, actual: expect.stringMatching(/^[0-9a-f]{64}$/) },
      cause: { code: 'weights-missing' },
    });
  });
});

describe('a server’s file that is not right', () => {
  test.each<[string, (data: ArrayBuffer) => ArrayBuffer]>([
    ['altered', flipped],
    ['truncated', (data) => data.slice(0, 1000)],
    ['too long', longer],
  ])('%s is weights-hash, and nothing of it is kept', async (_, damage) => {
    server.folder = new Map(model).set(FILE, damage(model.get(FILE)!));
    await expect(visit()).rejects.toMatchObject({ code: 'weights-hash', details: { file: FILE } });
    expect([...kept.begun.values()].filter((part) => part.byteLength > 3000)).toEqual([]); // but the manifest
    server.folder = model;
    await visit();
    expect(server.asked).toContainEqual({ file: FILE, range: null });
  });
});

describe('a download that breaks off', () => {
  /** Breaks off as often as a visit tries again. */
  const failAt = (bytes: number) => server.breaks.set(FILE, Array<number>(RETRIES + 1).fill(bytes));

  test('is taken up in the same visit as long as it gets further', async () => {
    server.breaks.set(FILE, [20_000, 30_000]);
    await visit();
    const ranges = server.asked.filter(({ file }) => file === FILE).map(({ range }) => range);
    expect(ranges).toEqual([null, 'bytes=20000-', 'bytes=50000-']);
  });

  test('and does not get further is weights-missing', async () => {
    server.breaks.set(FILE, [10_000, 0]);
    await expect(visit()).rejects.toMatchObject({ code: 'weights-missing', details: { file: FILE } });
  });

  test('goes on in the next visit', async () => {
    failAt(10_000);
    await expect(visit()).rejects.toMatchObject({ code: 'weights-missing' });
    const from = (RETRIES + 1) * 10_000;
    await visit();
    expect(reports).toContainEqual({ kind: 'resumed', file: FILE, from });
    expect(server.asked).toContainEqual({ file: FILE, range: `bytes=${from}-` });
    expect(server.fetched.filter((file) => file === FILE)).toHaveLength(1);
    server.down = true;
    await visit();
  });

  test('a load tried again shares what is still under way', async () => {
    server.breaks.set(FILE, [0]);
    const source = sourceOn(kept);
    const { files } = await fetchManifest(source);
    await expect(fetchFiles(source, files)).rejects.toMatchObject({ code: 'weights-missing' });
    const seen: number[] = [];
    await fetchManifest(source);
    await fetchFiles(source, files, ({ loaded }) => seen.push(loaded));
    expect(server.fetched.filter((file) => file === 'base.safetensors')).toHaveLength(1);
    expect(seen.length).toBeGreaterThan(5);
    expect(kinds()).toEqual(['kept']);
  });

  test('starts over where the server does not know ranges', async () => {
    failAt(10_000);
    await expect(visit()).rejects.toMatchObject({ code: 'weights-missing' });
    server.ranges = false;
    await visit();
    expect(kinds()).toContain('resumed');
    expect(kinds()).toContain('kept');
  });

  test('is fetched once more, whole, when its two ends do not fit', async () => {
    const begun = async (part: ArrayBuffer) => {
      const manifest = await visit(null);
      kept.begun.set(entry(manifest).sha256, new Uint8Array(part));
      await visit();
      expect(server.asked.filter(({ file }) => file === FILE).at(-1)).toEqual({ file: FILE, range: null });
      expect(kinds()).toContain('kept');
      await kept.remove(entry(manifest).sha256);
    };
    const file = model.get(FILE)!;
    await begun(flipped(file.slice(0, 10_000)));
    await begun(flipped(file)); // all there, but wrong
    await begun(new ArrayBuffer(file.byteLength + 1));
  });

  test('a begun file that is all there needs no network', async () => {
    const { sha256 } = entry(await visit());
    kept.begun.set(sha256, new Uint8Array(kept.whole.get(sha256)!));
    kept.whole.delete(sha256);
    server.down = true;
    await visit();
    expect(kinds()).toEqual(['offline', 'resumed', 'kept']);
  });
});

describe('storage that fails does not stop the load', () => {
  test('full: on from memory, said once, its room given back', async () => {
    kept.room = 500_000;
    const { sha256 } = entry(await visit(), 'base.safetensors');
    expect(reports).toEqual([
      { kind: 'not-kept', file: 'base.safetensors', reason: 'full', message: 'no room' },
    ]);
    expect(kept.begun.get(sha256)?.byteLength).toBe(0);
    expect(kept.whole.size).toBe(4); // the other three, and the manifest
  });

  test('another tab is writing the file', async () => {
    const { sha256 } = entry(await visit(null));
    const part = await kept.begin(sha256);
    await visit();
    expect(reports).toContainEqual(expect.objectContaining({ kind: 'not-kept', file: FILE, reason: 'busy' }));
    part.close();
    await visit();
    expect(server.fetched).toEqual([FILE]);
    expect(kinds()).toEqual(['kept']);
  });

  test('no storage at all: every visit fetches everything', async () => {
    await visit(null);
    await visit(null);
    expect(server.fetched).toHaveLength(4);
    expect(reports).toEqual([]);
  });

  test('every call fails', async () => {
    const fail = () => Promise.reject(new DOMException('gone', 'InvalidStateError'));
    const broken = Object.assign(new MemoryFolder(), { read: fail, begin: fail, keys: fail, remove: fail });
    await visit(broken);
    expect(reports.map((report) => report.kind === 'not-kept' && report.reason)).toEqual(
      Array<string>(4).fill('failed'),
    );
  });
});
