/**
 * A model folder that is fetched once. Files are kept by their hash, so an altered one is never taken for the right
 * one, and a new model does not disturb the old until it is whole. Storage that fails costs the cache, not the load.
 */
import { EngineError } from '../../engine/errors';
import { verify } from '../../engine/weights/integrity';
import { MANIFEST, parseManifest, type ManifestFile } from '../../engine/weights/manifest';
import { httpSource, type OnBytes, type WeightSource } from '../../engine/weights/source';
import { download, type DownloadOptions } from './download';
import type { KeptFolder, Part } from './folder';
import { KeptManifest } from './kept-manifest';
import { notKept, type OnReport } from './report';

export interface CachedSourceOptions {
  /** Null: nothing can be kept here. */
  folder: KeptFolder | null;
  onReport?: OnReport;
  fetcher?: typeof fetch;
  wait?: DownloadOptions['wait'];
}

interface Running {
  data: Promise<ArrayBuffer>;
  listeners: OnBytes[];
}

/** So long the server may take to say which model it has, where one is here already. */
export const MANIFEST_PATIENCE_MS = 5_000;

/** Files below a URL, kept in `folder`. */
export function cachedSource(baseUrl: string, options: CachedSourceOptions): WeightSource {
  const { folder, onReport = () => undefined, fetcher = (...args) => fetch(...args), wait } = options;
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  const manifest = folder && new KeptManifest(folder);
  let files = new Map<string, ManifestFile>();
  const running = new Map<string, Running>();

  /** From the server; from here when the server cannot be reached, is too slow, or talks nonsense. */
  async function fetchManifest(): Promise<ArrayBuffer> {
    const kept = await manifest?.read().catch(() => null);
    const signal = kept ? AbortSignal.timeout(MANIFEST_PATIENCE_MS) : undefined;
    const ask: typeof fetch = (url, init) => fetcher(url, { ...init, cache: 'no-cache', signal });
    try {
      const data = await httpSource(base, ask).fetchFile(MANIFEST);
      files = filesOf(data);
      await manifest?.begin(data, [...files.values()]).catch(() => undefined);
      return data;
    } catch (error) {
      if (!kept) throw error;
      files = filesOf(kept);
      await manifest?.begin(kept, [...files.values()]).catch(() => undefined);
      onReport({ kind: 'offline' });
      return kept;
    }
  }

  /** A file that is on its way already, for a load that failed in another file, is not asked for twice. */
  function share(file: ManifestFile, onBytes: OnBytes = () => undefined): Promise<ArrayBuffer> {
    const found = running.get(file.sha256);
    if (found) {
      found.listeners.push(onBytes);
      return found.data;
    }
    const listeners = [onBytes];
    const tell: OnBytes = (bytes) => listeners.forEach((listener) => listener(bytes));
    const data = fetchOnce(file, tell).finally(() => running.delete(file.sha256));
    running.set(file.sha256, { data, listeners });
    return data;
  }

  async function fetchOnce(file: ManifestFile, onBytes: OnBytes): Promise<ArrayBuffer> {
    if (folder && manifest) return fetchKept(folder, manifest, file, onBytes);
    return (await load(file, null, onBytes)).data;
  }

  const load = (file: ManifestFile, part: Part | null, onBytes: OnBytes) =>
    download({ url: base + file.name, file, part, fetcher, onBytes, onReport, wait });

  async function fetchKept(
    folder: KeptFolder,
    manifest: KeptManifest,
    file: ManifestFile,
    onBytes: OnBytes,
  ): Promise<ArrayBuffer> {
    const present = async () => {
      if (await manifest.has(file).catch(() => false)) onReport({ kind: 'kept' });
    };
    let refusal: EngineError | null = null;
    const here = await folder.read(file.sha256).catch(() => null);
    if (here) {
      try {
        await verify(here, file);
        onBytes(here.byteLength);
        await present();
        return here;
      } catch (error) {
        refusal = EngineError.from(error);
        const { expected, actual } = refusal.details;
        onReport({ kind: 'refused', file: file.name, expected, actual });
        await folder.remove(file.sha256).catch(() => undefined);
      }
    }
    const part = await folder.begin(file.sha256).catch((error: unknown) => {
      onReport(notKept(file.name, error));
      return null;
    });
    try {
      const { data, kept } = await load(file, part, onBytes);
      if (kept) await present();
      return data;
    } catch (thrown) {
      const error = EngineError.from(thrown);
      if (!refusal || error.code !== 'weights-missing') throw error;
      // No network to mend it with: what is wrong is the file.
      throw new EngineError(refusal.code, refusal.message, refusal.details, { cause: error });
    }
  }

  return {
    fetchFile(name, onBytes) {
      if (name === MANIFEST) return fetchManifest();
      const file = files.get(name);
      return file ? share(file, onBytes) : httpSource(base, fetcher).fetchFile(name, onBytes);
    },
  };
}

const filesOf = (data: ArrayBuffer) => new Map(parseManifest(data).files.map((file) => [file.name, file]));
