import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LogEntry } from '../../inspection/log';
import { StorageError } from './storage-error';

export interface StoredBlob {
  mime: string;
  /** Bytes, not a Blob: Safari has lost Blobs kept in IndexedDB. */
  bytes: ArrayBuffer;
}

export interface Schema extends DBSchema {
  log: { key: number; value: LogEntry };
  /** `head` of the log, settings, the defect book, the device's id. */
  meta: { key: string; value: unknown };
  /** Reviews under way, by photo. */
  reviews: { key: string; value: unknown };
  /** Photos, where there is no OPFS. */
  blobs: { key: string; value: StoredBlob };
}

export type Connection = IDBPDatabase<Schema>;
export const HEAD_KEY = 'log-head';

const VERSION = 1;

export async function openDatabase(name = 'lynx-records'): Promise<Connection> {
  if (typeof indexedDB === 'undefined') throw new StorageError('unavailable', 'no IndexedDB');
  const db = await openDB<Schema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('log', { keyPath: 'seq' });
      for (const store of ['meta', 'reviews', 'blobs'] as const) database.createObjectStore(store);
    },
    // A newer page wants to upgrade: make way. The next use opens it again, or says 'newer'.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return db;
}

/** The database as others use it: opened when first needed, and once more when its connection was lost. */
export interface Database {
  /** @throws StorageError */
  run<T>(work: (db: Connection) => Promise<T>): Promise<T>;
  close(): void;
}

export function createDatabase(open: () => Promise<Connection> = openDatabase): Database {
  let opening: Promise<Connection> | null = null;

  const connect = () => {
    if (opening) return opening;
    const attempt = open();
    attempt.catch(() => {
      if (opening === attempt) opening = null; // the next use tries again
    });
    return (opening = attempt);
  };
  const close = () => {
    opening?.then((db) => db.close()).catch(() => undefined);
    opening = null;
  };

  return {
    close,
    async run(work) {
      try {
        return await work(await connect()).catch(async (thrown: unknown) => {
          if (!isLostConnection(thrown)) throw thrown;
          close();
          return work(await connect());
        });
      } catch (thrown) {
        throw StorageError.from(thrown);
      }
    },
  };
}

/** iPads cut the connection of a page in the background; Chrome does when the profile's disk hiccups. */
const isLostConnection = (thrown: unknown) =>
  thrown instanceof Error && ['InvalidStateError', 'UnknownError'].includes(thrown.name);
