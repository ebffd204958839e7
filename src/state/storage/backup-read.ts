import { importBook } from '../../inspection/defect-book';
import { decodeJsonl, verifyJsonl, type Hash } from '../../inspection/log';
import { restoreReview } from '../../inspection/review';
import * as format from './backup-format';
import type { BackupContent, Manifest } from './backup-format';
import { StorageError, type StorageErrorDetails } from './storage-error';
import { readDirectory, readEntry, type ZipEntry } from './zip-read';

/** A backup of which every byte has been checked. */
export interface VerifiedBackup extends BackupContent {
  manifest: Manifest;
  photos: readonly string[];
  photo(sha256: string): Promise<Blob>;
}

export interface ReadOptions {
  hash: Hash;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

const tampered = (message: string, details: StorageErrorDetails) =>
  new StorageError('backup-tampered', message, details);

/**
 * Reads and verifies a backup, and changes nothing. Every file must be in the manifest and be what the manifest
 * says, every photo what its name says, and the log's chain whole. It cannot see a backup in which log, manifest
 * and all were made anew: compare the head with one noted elsewhere for that.
 * @throws StorageError 'backup-format', 'backup-tampered' with the file and, in the log, the entry
 */
export async function readBackup(archive: Blob, options: ReadOptions): Promise<VerifiedBackup> {
  const { hash, signal, onProgress } = options;
  const entries = await directoryOf(archive);
  const read = async (name: string) => {
    signal?.throwIfAborted();
    const entry = entries.get(name);
    if (!entry) throw new StorageError('backup-format', `${name} is missing`, { file: name });
    return readEntry(archive, entry, format.limitOf(name) ?? 0);
  };
  const manifest = manifestOf(await read(format.MANIFEST));
  for (const name of entries.keys()) {
    if (name !== format.MANIFEST && !Object.hasOwn(manifest.files, name)) {
      throw tampered(`${name} is not in the manifest`, { file: name });
    }
  }

  const log = await read(format.LOG);
  const chain = await verifyJsonl(log, hash, { head: manifest.log.head, signal });
  if (!chain.ok) {
    throw tampered(`entry ${chain.index}: ${chain.detail}`, { file: format.LOG, index: chain.index });
  }
  const names = Object.keys(manifest.files);
  for (const [index, name] of names.entries()) {
    const data = name === format.LOG ? log : await read(name);
    const { sha256 } = manifest.files[name];
    const actual = await hash(data);
    // A photo's name is what the log calls it; the manifest alone could have been made to match.
    const named = name.startsWith(format.PHOTOS) ? name.slice(format.PHOTOS.length) : sha256;
    if (actual !== sha256 || named !== sha256) {
      throw tampered(`${name} is not the file that was backed up`, { file: name, expected: named, actual });
    }
    onProgress?.(index + 1, names.length);
  }

  const json = async (name: string) => (names.includes(name) ? recordIn(await read(name), name) : {});
  return {
    manifest,
    entries: decodeJsonl(textIn(log)),
    book: names.includes(format.BOOK) ? bookIn(await read(format.BOOK)) : null,
    reviews: onlyReviews(await json(format.REVIEWS)),
    settings: await json(format.SETTINGS),
    photos: names
      .filter((name) => name.startsWith(format.PHOTOS))
      .map((name) => name.slice(format.PHOTOS.length)),
    photo: async (sha256) => new Blob([await read(format.PHOTOS + sha256)]),
  };
}

async function directoryOf(archive: Blob): Promise<Map<string, ZipEntry>> {
  const entries = new Map<string, ZipEntry>();
  for (const entry of await readDirectory(archive)) {
    const { name } = entry;
    if (format.limitOf(name) === null) throw tampered(`${name} does not belong in a backup`, { file: name });
    if (entries.has(name)) throw tampered(`${name} is there twice`, { file: name });
    entries.set(name, entry);
  }
  return entries;
}

const textIn = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function parse(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(textIn(bytes));
  } catch (cause) {
    throw new StorageError('backup-format', `${file} is not JSON`, { file }, { cause });
  }
}

function manifestOf(bytes: Uint8Array): Manifest {
  const value = parse(bytes, format.MANIFEST);
  const problem = format.manifestProblem(value);
  if (problem) throw new StorageError('backup-format', problem, { file: format.MANIFEST });
  const manifest = value as Manifest;
  const stranger = Object.keys(manifest.files).find((name) => format.limitOf(name) === null);
  if (stranger !== undefined) throw tampered(`${stranger} does not belong in a backup`, { file: stranger });
  return manifest;
}

function recordIn(bytes: Uint8Array, file: string): Record<string, unknown> {
  const record = format.recordOf(parse(bytes, file));
  if (!record) throw new StorageError('backup-format', `${file} is not an object`, { file });
  return record;
}

function bookIn(bytes: Uint8Array) {
  const result = importBook(textIn(bytes));
  if (!result.ok) {
    throw new StorageError('backup-format', `${format.BOOK}: ${result.problems[0]?.code}`, {
      file: format.BOOK,
    });
  }
  return result.book;
}

/** A review that cannot be understood is dropped: it is work in progress, and the log has what was decided. */
const onlyReviews = (reviews: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(reviews).filter(([, value]) => restoreReview(value) !== null));
