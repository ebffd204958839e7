import 'fake-indexeddb/auto';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeJsonl, decodeJsonl, sha256 } from '../../inspection/log';
import { reduce, startReview } from '../../inspection/review';
import { imported, ref } from '../../inspection/testing/log-entries';
import { FakeDevice } from '../testing/storage';
import type { Manifest } from './backup-format';

vi.setConfig({ testTimeout: 30_000 });

// A stored file that holds what looks like the headers of a zip file.
const nasty = new Blob([Uint8Array.from([0x50, 0x4b, 7, 8, 0x50, 0x4b, 3, 4, 0x50, 0x4b, 5, 6, 1, 2, 3])]);
const review = reduce(startReview({ image_ref: ref(1), size: { width: 9, height: 9 } }), {
  type: 'comment',
  text: '途中',
});

type Page = Awaited<ReturnType<FakeDevice['page']>>;
let page: Page;
let archive: Blob;
beforeEach(async () => {
  page = await new FakeDevice().page();
  for (const n of [0, 1, 2]) await page.log.append(imported(n));
  for (const photo of [nasty, new Blob(['photo two'])]) await page.photos.add(photo);
  await page.saveReview(review);
  await page.saveSettings({ threshold: 0.4 });
  await page.saveBook(await page.loadBook());
  archive = await page.backup();
});

type Files = Record<string, Uint8Array<ArrayBuffer>>;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The archive with its files changed; with `honest`, the manifest made to match. */
async function altered(change: (files: Files) => void, honest = false): Promise<Blob> {
  const files = unzipSync(new Uint8Array(await archive.arrayBuffer())) as Files;
  change(files);
  if (honest) {
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Manifest;
    for (const [name, data] of Object.entries(files)) {
      if (name !== 'manifest.json') manifest.files[name] = { bytes: data.length, sha256: await sha256(data) };
    }
    files['manifest.json'] = utf8(JSON.stringify(manifest));
  }
  return new Blob([zipSync(files as Zippable) as Uint8Array<ArrayBuffer>]);
}
const failure = (blob: Blob) =>
  page.inspect(blob).then(
    () => 'accepted',
    (error: unknown) => error,
  );

describe('backup and restore', () => {
  it('brings everything back on another device, and the chain goes on', async () => {
    const other = await new FakeDevice().page();
    await other.log.append({ type: 'system', event: 'start', detail: {} });
    const { backup, relation } = await other.inspect(archive);
    expect(relation).toBe('empty');
    await other.restore(backup);
    expect(other.log.entries.slice(0, 3)).toEqual(page.log.entries);
    expect(other.log.entries[3]).toMatchObject({ seq: 3, type: 'system', event: 'restore' });
    expect(await other.log.verify()).toMatchObject({ ok: true, entries: 4 });
    expect((await other.photos.names()).sort()).toEqual((await page.photos.names()).sort());
    const name = await sha256(new Uint8Array(await nasty.arrayBuffer()));
    expect(await (await other.photos.get(name))?.arrayBuffer()).toEqual(await nasty.arrayBuffer());
    expect(await other.loadReview(ref(1))).toEqual(review);
    expect(await other.loadSettings()).toEqual({ threshold: 0.4 });
  });

  it('is a zip file that others can read', async () => {
    const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
    expect(Object.keys(files)).toContain('log.jsonl');
    expect(decodeJsonl(new TextDecoder().decode(files['log.jsonl']))).toEqual(page.log.entries);
  });

  it('tells how it stands to the log that is here, and replaces another one only if asked', async () => {
    expect((await page.inspect(archive)).relation).toBe('same');
    await page.log.append(imported(8));
    expect((await page.inspect(archive)).relation).toBe('ahead');
    const other = await new FakeDevice().page();
    await other.log.append(imported(5));
    const { backup, relation } = await other.inspect(archive);
    expect(relation).toBe('diverged');
    await expect(other.restore(backup)).rejects.toMatchObject({ code: 'backup-diverged' });
    expect(other.log.entries).toHaveLength(1);
    await other.restore(backup, { replace: true });
    expect(other.log.entries).toHaveLength(4);
    expect(await other.log.verify()).toMatchObject({ ok: true });
  });

  it('is refused where there is no room, and the log stays as it was', async () => {
    const device = new FakeDevice();
    const other = await device.page();
    const { backup } = await other.inspect(archive);
    device.full = true;
    await expect(other.restore(backup)).rejects.toMatchObject({ code: 'quota' });
    expect(other.log.entries).toHaveLength(0);
  });
});

describe('a tampered backup is refused, and what was altered is named', () => {
  it('an entry of the log, also with a manifest made to match', async () => {
    for (const honest of [false, true]) {
      const blob = await altered((files) => {
        const text = new TextDecoder().decode(files['log.jsonl']);
        files['log.jsonl'] = utf8(text.replace('photo-1.jpg', 'photo-9.jpg'));
      }, honest);
      expect(await failure(blob)).toMatchObject({
        code: 'backup-tampered',
        details: { file: 'log.jsonl', index: 1 },
      });
    }
  });

  it('a log cut short', async () => {
    const blob = await altered((files) => {
      files['log.jsonl'] = utf8(encodeJsonl(page.log.entries.slice(0, 2)));
    }, true);
    expect(await failure(blob)).toMatchObject({ details: { file: 'log.jsonl', index: 2 } });
  });

  it('a photo, also with a manifest made to match', async () => {
    const [name] = await page.photos.names();
    for (const honest of [false, true]) {
      const blob = await altered((files) => (files[`photos/${name}`] = utf8('another')), honest);
      expect(await failure(blob)).toMatchObject({
        code: 'backup-tampered',
        details: { file: `photos/${name}` },
      });
    }
  });

  it('settings, files that do not belong, files that are gone', async () => {
    const settings = await altered((files) => (files['settings.json'] = utf8('{"threshold":0}')));
    expect(await failure(settings)).toMatchObject({
      code: 'backup-tampered',
      details: { file: 'settings.json' },
    });
    const slip = await altered((files) => (files['../../evil.js'] = utf8('x')), true);
    expect(await failure(slip)).toMatchObject({
      code: 'backup-tampered',
      details: { file: '../../evil.js' },
    });
    const extra = await altered((files) => (files[`photos/${ref(4)}`] = utf8('x')));
    expect(await failure(extra)).toMatchObject({
      code: 'backup-tampered',
      details: { file: `photos/${ref(4)}` },
    });
    const gone = await altered((files) => delete files['log.jsonl']);
    expect(await failure(gone)).toMatchObject({ code: 'backup-format', details: { file: 'log.jsonl' } });
  });

  it('whatever is no backup: cut anywhere, or something else', async () => {
    expect(await failure(new Blob(['hello']))).toMatchObject({ code: 'backup-format' });
    expect(await failure(new Blob([zipSync({}) as Uint8Array<ArrayBuffer>]))).toMatchObject({
      code: 'backup-format',
    });
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = archive.slice(0, Math.floor(archive.size * part));
      expect(await failure(cut)).toMatchObject({ code: 'backup-format' });
    }
  });

  it('any byte, anywhere: refused with a typed error, or without effect', async () => {
    const bytes = new Uint8Array(await archive.arrayBuffer());
    const step = Math.max(1, Math.floor(bytes.length / 60));
    for (let at = 0; at < bytes.length; at += step) {
      const flipped = bytes.slice();
      flipped[at] ^= 0x11;
      const result = await page.inspect(new Blob([flipped])).catch((error: unknown) => error);
      if ('backup' in (result as object)) {
        expect((result as { backup: { entries: unknown } }).backup.entries).toEqual(page.log.entries);
      } else {
        expect(result).toMatchObject({ name: 'StorageError' });
      }
    }
  });
});
