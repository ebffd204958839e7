import { pack } from '../../inspection/zip';
import type { Records } from '../storage';
import { ZipWriter } from '../storage/zip-write';
import type { EncodedExport } from './export-data';
import type { Upright } from './upright';

export interface WriteOptions {
  now: Date;
  upright: Upright;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

export interface WrittenExport {
  blob: Blob;
  /** 'json', 'xml' … for an export that is one text, else 'zip'. */
  ending: string;
  /** Photos that are not on this device any more, or cannot be read. */
  missing: number;
}

const TYPES: Record<string, string> = { json: 'application/json', xml: 'application/xml', csv: 'text/csv' };

/** One text goes out as it is; several, or photos beside them, in one zip. One photo at a time is in memory. */
export async function writeExport(
  { files, photos }: EncodedExport,
  records: Pick<Records, 'photos'>,
  options: WriteOptions,
): Promise<WrittenExport> {
  if (photos.length === 0) return writeTexts(files);
  const { now, upright, signal, onProgress } = options;
  const zip = new ZipWriter(now.getTime());
  const utf8 = new TextEncoder();
  for (const [path, text] of files) await zip.add(path, utf8.encode(text), 'deflate');
  let missing = 0;
  for (const [index, { path, image }] of photos.entries()) {
    signal?.throwIfAborted();
    const kept = await records.photos.get(image.sha256_of_file_bytes);
    const file = kept && (await upright(kept, image).catch(() => null));
    if (file) await zip.add(path, new Uint8Array(await file.arrayBuffer()), 'store');
    else missing++;
    onProgress?.(index + 1, photos.length);
  }
  return { blob: zip.finish(), ending: 'zip', missing };
}

function writeTexts(files: ReadonlyMap<string, string>): WrittenExport {
  const [[path, text]] = files;
  if (files.size === 1) {
    const ending = path.split('.').at(-1) ?? 'txt';
    return { blob: new Blob([text], { type: TYPES[ending] ?? 'text/plain' }), ending, missing: 0 };
  }
  const blob = new Blob([pack(files) as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
  return { blob, ending: 'zip', missing: 0 };
}
