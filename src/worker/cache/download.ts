/** One file from the network, into memory and onto the device at once; goes on where an earlier download broke off. */
import { EngineError } from '../../engine/errors';
import { verify } from '../../engine/weights/integrity';
import type { ManifestFile } from '../../engine/weights/manifest';
import type { OnBytes } from '../../engine/weights/source';
import type { Part } from './folder';
import { notKept, type OnReport } from './report';
import { Sink } from './sink';

export interface DownloadOptions {
  url: string;
  file: ManifestFile;
  /** Null: into memory only. */
  part: Part | null;
  fetcher: typeof fetch;
  onBytes?: OnBytes;
  onReport: OnReport;
  wait?: (ms: number) => Promise<void>;
}

/** A download that breaks off is taken up again this often, as long as it got further each time. */
export const RETRIES = 4;
const PAUSE_MS = 400;

/**
 * @returns the file, checked against the manifest, and whether it is kept on the device
 * @throws EngineError 'weights-missing' when it breaks off (what came stays begun), 'weights-hash' when it is not
 * what the manifest says
 */
export async function download(options: DownloadOptions): Promise<{ data: ArrayBuffer; kept: boolean }> {
  const { file, part, onBytes, onReport } = options;
  const sink = new Sink(file.bytes, part, (error) => onReport(notKept(file.name, error)));
  try {
    const resumed = sink.length > 0;
    if (resumed) {
      onReport({ kind: 'resumed', file: file.name, from: sink.length });
      onBytes?.(sink.length);
    }
    await fetchAll(options, sink);
    try {
      await verify(sink.data, file);
    } catch (error) {
      sink.clear();
      if (!resumed) throw error;
      // The two ends need not be of one file: once more, from the start.
      await fetchAll(options, sink);
      await verify(sink.data, file).catch((again: unknown) => {
        sink.clear();
        throw again;
      });
    }
    return { data: sink.data, kept: await sink.keep() };
  } finally {
    sink.close();
  }
}

async function fetchAll(options: DownloadOptions, sink: Sink): Promise<void> {
  const { wait = pause } = options;
  for (let retry = 1; ; retry++) {
    const before = sink.length;
    try {
      return await fetchRest(options, sink);
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      if (sink.length <= before || retry > RETRIES)
        throw missing(options, 'the download broke off', error.cause);
      await wait(PAUSE_MS * retry);
    }
  }
}

/** Fetches what is not there yet. */
async function fetchRest(options: DownloadOptions, sink: Sink): Promise<void> {
  const { url, fetcher, onBytes } = options;
  const from = sink.length;
  if (from > 0 && from === options.file.bytes) return;
  let response: Response;
  try {
    // Kept once, by its hash, not a second time in the browser's own cache.
    response = await fetcher(url, {
      cache: 'no-store',
      headers: from > 0 ? { Range: `bytes=${from}-` } : {},
    });
  } catch (cause) {
    throw missing(options, 'the network request failed', cause);
  }
  const wrongPart = response.status === 206 && startOf(response) !== from;
  if (from > 0 && (response.status === 416 || wrongPart)) {
    void response.body?.cancel();
    sink.clear();
    return fetchRest(options, sink);
  }
  if (!response.ok || wrongPart) throw missing(options, `HTTP ${response.status}`);
  // Static hosts answer an unknown path with the app's own page.
  if (response.headers.get('content-type')?.startsWith('text/html'))
    throw missing(options, 'got a web page instead');
  // 200: the server does not know ranges, and sends all of it.
  if (response.status !== 206) sink.clear();
  await readInto(sink, response, onBytes);
}

async function readInto(sink: Sink, response: Response, onBytes?: OnBytes): Promise<void> {
  if (!response.body) return sink.append(new Uint8Array(await response.arrayBuffer()));
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new BrokenOff(cause);
    });
    if (done) return;
    sink.append(value);
    onBytes?.(sink.length);
    if (sink.overflows) return void reader.cancel();
  }
}

/** The first byte of a 206 answer; NaN when it does not say. */
const startOf = (response: Response) =>
  Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]);

const missing = ({ file, url }: DownloadOptions, why: string, cause?: unknown) =>
  new EngineError('weights-missing', `${file.name}: ${why}`, { file: file.name, url }, { cause });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

class BrokenOff extends Error {
  constructor(cause: unknown) {
    super('the download broke off', { cause });
  }
}
