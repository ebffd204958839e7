import type { LogEntry } from '../../inspection/log';
import type { VerifiedBackup } from './backup-read';
import { HEAD_KEY, type Database } from './database';
import type { PhotoFiles } from './photo-files';
import { StorageError } from './storage-error';

/** How the log on this device stands to the one in a backup. */
export type Relation =
  | 'empty' // nothing here that a person made
  | 'same'
  | 'behind' // the backup goes on where this log ends
  | 'ahead' // this log goes on where the backup ends
  | 'diverged';

export function relate(here: readonly LogEntry[], backup: readonly LogEntry[]): Relation {
  if (here.every((entry) => entry.type === 'system')) return 'empty';
  const shared = Math.min(here.length, backup.length);
  // In a chain, one equal hash means that everything before is equal too.
  if (shared > 0 && here[shared - 1].hash !== backup[shared - 1].hash) return 'diverged';
  if (here.length === backup.length) return 'same';
  return here.length < backup.length ? 'behind' : 'ahead';
}

export const META = { settings: 'settings', book: 'book', device: 'device' } as const;

/** Puts a backup's photos with those that are here. @throws StorageError 'quota' */
export async function restorePhotos(backup: VerifiedBackup, photos: PhotoFiles): Promise<void> {
  for (const name of backup.photos) {
    const { sha256, place } = await photos.add(await backup.photo(name));
    if (sha256 !== name) throw new StorageError('backup-tampered', 'a photo changed while it was read');
    if (place === 'memory') throw new StorageError('quota', 'no room for the photos of the backup');
  }
}

/** Replaces log, reviews, settings and book by the backup's, all or nothing. */
export const restoreRecords = (backup: VerifiedBackup, database: Database): Promise<void> =>
  database.run(async (db) => {
    const tx = db.transaction(['log', 'meta', 'reviews'], 'readwrite', { durability: 'strict' });
    const ignore = (request: Promise<unknown>) => void request.catch(() => undefined); // tx.done says why
    const [log, meta, reviews] = [tx.objectStore('log'), tx.objectStore('meta'), tx.objectStore('reviews')];
    ignore(log.clear());
    ignore(reviews.clear());
    for (const entry of backup.entries) ignore(log.add(entry));
    for (const [key, value] of Object.entries(backup.reviews)) ignore(reviews.put(value, key));
    ignore(meta.put(backup.manifest.log.head, HEAD_KEY));
    ignore(meta.put(backup.settings, META.settings));
    if (backup.book) ignore(meta.put(backup.book, META.book));
    await tx.done;
  });
