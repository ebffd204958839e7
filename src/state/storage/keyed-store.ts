import type { Database } from './database';
import { StorageError } from './storage-error';

/** Values by key, kept on the device; where that fails, for as long as the page lives. */
export interface KeyedStore {
  get(key: string): Promise<unknown>;
  all(): Promise<Map<string, unknown>>;
  /**
   * Resolves when the value, or a newer one for the same key, is stored; false if it is in memory only. While a
   * write runs, only the newest of the values that follow is written.
   */
  set(key: string, value: unknown): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  /** Resolves when no write for that key is under way. */
  settled(key: string): Promise<void>;
  /** The value has been stored in another transaction: what waits here for that key is out of date. */
  forget(key: string): void;
  /** Keys whose latest value is in memory only. */
  readonly unsaved: ReadonlySet<string>;
  /** Tries those again; true if none is left. */
  flush(): Promise<boolean>;
}

export function createKeyedStore(
  database: Database,
  store: 'meta' | 'reviews',
  onResult: (error: StorageError | null) => void = () => undefined,
): KeyedStore {
  /** What is newer than the stored value; undefined stands for deleted. */
  const pending = new Map<string, unknown>();
  const unsaved = new Set<string>();
  const running = new Map<string, Promise<boolean>>();

  async function write(key: string): Promise<boolean> {
    const value = pending.get(key);
    try {
      await database.run(async (db) => {
        if (value === undefined) await db.delete(store, key);
        else await db.put(store, value, key);
      });
      if (pending.get(key) === value) pending.delete(key);
      unsaved.delete(key);
      onResult(null);
      return true;
    } catch (thrown) {
      unsaved.add(key);
      onResult(StorageError.from(thrown));
      return false;
    }
  }

  function enqueue(key: string): Promise<boolean> {
    const before = running.get(key);
    const run = before ? before.then(() => (pending.has(key) ? write(key) : true)) : write(key);
    running.set(key, run);
    void run.finally(() => {
      if (running.get(key) === run) running.delete(key);
    });
    return run;
  }

  const put = (key: string, value: unknown) => {
    pending.set(key, value);
    return enqueue(key);
  };

  return {
    unsaved,
    set: put,
    delete: (key) => put(key, undefined),
    async settled(key) {
      while (running.has(key)) await running.get(key);
    },
    forget(key) {
      pending.delete(key);
      unsaved.delete(key);
    },
    async get(key) {
      if (pending.has(key)) return pending.get(key);
      return database.run((db) => db.get(store, key)).catch(() => undefined);
    },
    async all() {
      const stored = await database
        .run((db) => Promise.all([db.getAllKeys(store), db.getAll(store) as Promise<unknown[]>]))
        .catch((): [string[], unknown[]] => [[], []]);
      const found = new Map(stored[0].map((key, index) => [key, stored[1][index]]));
      for (const [key, value] of pending) {
        if (value === undefined) found.delete(key);
        else found.set(key, value);
      }
      return found;
    },
    async flush() {
      await Promise.all([...unsaved].map((key) => (pending.has(key) ? enqueue(key) : unsaved.delete(key))));
      return unsaved.size === 0;
    },
  };
}
