/** Doubles of the browser's storage. */
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { fakeClock } from '../../inspection/testing/log-entries';
import { databaseBlobs, opfsBlobs } from '../storage/blob-stores';
import { createDatabase, openDatabase, type Connection, type Database } from '../storage/database';
import { createRecords, type Records, type RecordsParts } from '../storage/records';

/** A device: its databases and files outlive the pages opened on it. */
export class FakeDevice {
  readonly files = new Map<string, Blob>();
  /** While true, every write fails as on a full disk. */
  full = false;
  private session = 0;
  private readonly clock = fakeClock();

  constructor() {
    globalThis.indexedDB = new IDBFactory();
  }

  private readonly quota = () => new DOMException('The disk is full', 'QuotaExceededError');

  readonly open = async (): Promise<Connection> => {
    const db = await openDatabase();
    return new Proxy(db, {
      get: (target, key) => {
        const writes = ['put', 'add'].includes(String(key));
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (this.full && (writes || (key === 'transaction' && args[1] === 'readwrite'))) throw this.quota();
          return (value as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  };

  /** The origin's private file system, as far as it is used. */
  readonly root = async (): Promise<FileSystemDirectoryHandle> => {
    const { files } = this;
    const missing = () => new DOMException('no such file', 'NotFoundError');
    const folder = {
      getDirectoryHandle: async () => folder,
      getFileHandle: async (name: string, { create = false } = {}) => {
        if (!files.has(name)) {
          if (!create) throw missing();
          files.set(name, new Blob([]));
        }
        return {
          getFile: async () => files.get(name),
          createWritable: async () => {
            let written = new Blob([]);
            return {
              write: async (blob: Blob) => void (written = blob),
              close: async () => {
                if (this.full) throw this.quota();
                files.set(name, written);
              },
              abort: async () => undefined,
            };
          },
        };
      },
      removeEntry: async (name: string) => {
        if (!files.delete(name)) throw missing();
      },
      keys: () => files.keys(),
    };
    return folder as unknown as FileSystemDirectoryHandle;
  };

  readonly storage = {
    granted: false,
    persist: async () => (this.storage.granted = true),
    persisted: async () => this.storage.granted,
    estimate: async () => ({ usage: 10, quota: 100 }),
  };

  /** Opens the page once more. */
  async page(more: Partial<RecordsParts> = {}): Promise<Records & { database: Database }> {
    const database = createDatabase(this.open);
    const records = createRecords({
      clock: this.clock,
      sessionId: `session-${++this.session}`,
      app: { version: '0.1.0', build_sha: 'test' },
      database,
      storage: this.storage,
      blobs: (db) => [opfsBlobs(this.root), databaseBlobs(db)],
      ...more,
    });
    await records.open();
    return { ...records, database };
  }

  /** Changes what is stored behind the app's back. */
  async tamper(work: (db: Connection) => Promise<unknown>): Promise<void> {
    const db = (await openDB('lynx-records')) as unknown as Connection;
    await work(db);
    db.close();
  }
}
