import { describe, expect, test } from 'vitest';
import type { LoadProgress } from '../api';
import { fixtureFolder, memorySource } from '../testing/folder';
import { fetchFiles, fetchManifest } from './fetch';
import { httpSource } from './source';

const folder = fixtureFolder('tiny');
const filesOf = async () => (await fetchManifest(memorySource(folder))).files;

describe('fetchFiles', () => {
  test('one progress over all files: monotone, ends at the total', async () => {
    const seen: LoadProgress[] = [];
    const files = await filesOf();
    const got = await fetchFiles(memorySource(folder), files, (p) => seen.push(p));
    expect(got.map((data) => data.byteLength)).toEqual(files.map(({ bytes }) => bytes));
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(seen[0]).toEqual({ phase: 'download', loaded: 0, total });
    expect(seen.at(-1)).toEqual({ phase: 'download', loaded: total, total });
    expect(seen.every((p, i) => p.total === total && (i === 0 || p.loaded > seen[i - 1].loaded))).toBe(true);
  });

  test('an altered file is named with both hashes', async () => {
    const files = await filesOf();
    const altered = folder.get('base.safetensors')!.slice(0);
    new Uint8Array(altered)[altered.byteLength - 1] ^= 1;
    const source = memorySource(new Map(folder).set('base.safetensors', altered));
    await expect(fetchFiles(source, files)).rejects.toMatchObject({
      code: 'weights-hash',
      details: {
        file: 'base.safetensors',
        expected: files[0].sha256,
        actual: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  test('a truncated file is named with both lengths', async () => {
    const files = await filesOf();
    const source = memorySource(
      new Map(folder).set('base.safetensors', folder.get('base.safetensors')!.slice(0, 100)),
    );
    await expect(fetchFiles(source, files)).rejects.toMatchObject({
      code: 'weights-hash',
      details: { file: 'base.safetensors', expected: files[0].bytes, actual: 100 },
    });
  });
});

describe('httpSource', () => {
  const serve = (response: () => Response | Promise<Response>) =>
    httpSource('/model', (url) => {
      expect(url).toBe('/model/a.bin');
      return Promise.resolve(response());
    });

  test('reads the body and counts its bytes', async () => {
    const counts: number[] = [];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Uint8Array.of(1, 2));
        controller.enqueue(Uint8Array.of(3));
        controller.close();
      },
    });
    const data = await serve(() => new Response(body)).fetchFile('a.bin', (n) => counts.push(n));
    expect([...new Uint8Array(data)]).toEqual([1, 2, 3]);
    expect(counts).toEqual([2, 3]);
  });

  const broken = () =>
    new Response(
      new ReadableStream({ start: (controller) => controller.error(new Error('connection reset')) }),
    );
  test.each<[string, () => Response | Promise<Response>]>([
    ['HTTP 404', () => new Response('', { status: 404 })],
    [
      'a web page in its place',
      () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    ],
    ['no network', () => Promise.reject(new TypeError('failed to fetch'))],
    ['a download that breaks off', broken],
  ])('%s is weights-missing', async (_, response) => {
    await expect(serve(response).fetchFile('a.bin')).rejects.toMatchObject({
      code: 'weights-missing',
      details: { file: 'a.bin', url: '/model/a.bin' },
    });
  });
});
