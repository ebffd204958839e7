import type { RecordsParts, Records } from './records';
import { createRecords } from './records';
import { databaseBlobs, opfsBlobs } from './blob-stores';
import { browserClock } from './clock';
import { browserStorage } from './durability';

export type { Progress, Records, RecordsParts } from './records';
export { createRecords } from './records';
export type { LogChange, LogStore } from './log-store';
export type { KeptPhoto, PhotoFiles } from './photo-files';
export type { Relation } from './restore';
export type { VerifiedBackup } from './backup-read';
export type { StorageState, StorageStatus } from './status';
export { StorageError, type StorageErrorCode } from './storage-error';

/** The records as a browser keeps them: log in IndexedDB, photos in OPFS, or IndexedDB where that fails. */
export function createBrowserRecords(app: RecordsParts['app']): Records {
  const clock = browserClock();
  const storage = browserStorage();
  return createRecords({
    app,
    clock,
    storage,
    sessionId: crypto.randomUUID(),
    blobs: (database) => [
      ...(storage && 'getDirectory' in storage ? [opfsBlobs(() => storage.getDirectory())] : []),
      databaseBlobs(database),
    ],
  });
}
