import { exportBook } from '../../inspection/defect-book';
import { encodeJsonl, headOf, type Hash } from '../../inspection/log';
import * as format from './backup-format';
import type { BackupContent, FileRecord, Manifest } from './backup-format';
import { ZipWriter } from './zip-write';

export interface BackupSource extends BackupContent {
  /** Names (digests) of the photos to put in, and how to get each. */
  photos: readonly string[];
  photo(sha256: string): Promise<Blob | null>;
}

export interface BackupOptions {
  hash: Hash;
  now: number;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Everything in one zip file. One photo at a time is in memory. A photo that cannot be read is left out, and the
 * manifest shows which are there.
 * @throws StorageError 'backup-too-large'
 */
export async function writeBackup(source: BackupSource, options: BackupOptions): Promise<Blob> {
  const { hash, now, signal, onProgress } = options;
  const zip = new ZipWriter(now);
  const files: Record<string, FileRecord> = {};
  const add = async (name: string, data: Uint8Array<ArrayBuffer>, how: 'deflate' | 'store') => {
    signal?.throwIfAborted();
    files[name] = { bytes: data.length, sha256: await hash(data) };
    await zip.add(name, data, how);
  };
  const addText = (name: string, content: string) => add(name, new TextEncoder().encode(content), 'deflate');

  await addText(format.LOG, encodeJsonl(source.entries));
  if (source.book) await addText(format.BOOK, exportBook(source.book));
  await addText(format.REVIEWS, JSON.stringify(source.reviews));
  await addText(format.SETTINGS, JSON.stringify(source.settings));
  for (const [index, name] of source.photos.entries()) {
    const photo = await source.photo(name);
    if (photo) await add(format.PHOTOS + name, new Uint8Array(await photo.arrayBuffer()), 'store');
    onProgress?.(index + 1, source.photos.length);
  }
  const manifest: Manifest = {
    format: format.BACKUP_FORMAT,
    created: new Date(now).toISOString(),
    log: { entries: source.entries.length, head: headOf(source.entries) },
    files,
  };
  await zip.add(format.MANIFEST, new TextEncoder().encode(JSON.stringify(manifest, null, 1)), 'deflate');
  return zip.finish();
}
