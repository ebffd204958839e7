import { EMPTY, entryProblem, headOf, seal, verify, type Hash } from '../../inspection/log';
import type { DraftEntry, EntryBody, Head, LogEntry, Verification } from '../../inspection/log';
import type { Database } from './database';
import { commitEntries, readBehind, sameHead, type Extra } from './log-commit';
import type { Exclusive } from './locks';
import { StorageError } from './storage-error';

export interface LogParts {
  database: Database;
  exclusive: Exclusive;
  hash: Hash;
  /** Stamps an entry at the moment it is appended. */
  stamped(body: EntryBody): DraftEntry;
}

/** 'grown': entries were added at the end. 'replaced': earlier ones may be others; build indexes anew. */
export type LogChange = 'grown' | 'replaced';

/** What is told about each attempt to write: how many entries exist only in memory, and why. */
export interface LogHealth {
  unsaved: number;
  error: StorageError | null;
}

export interface LogStore {
  /** The whole log, also what could not be written yet. Grows in place; never edit it. */
  readonly entries: readonly LogEntry[];
  /** The first stored entry that could not be read when the log was opened; null for none. */
  readonly damage: { index: number; detail: string } | null;
  readonly health: LogHealth;
  /** Reads what is stored. Needed once; safe to repeat, which also brings in what other tabs wrote. */
  open(): Promise<void>;
  /**
   * Adds an entry. `extras` are written in the same transaction: all or nothing. Where writing fails, the entry
   * is kept in memory, `health` says so, and each later append tries again. Never rejects for storage.
   * `draft`: the same body already stamped, for whoever needs its `event_id` beforehand.
   */
  append<T extends EntryBody>(body: T, extras?: readonly Extra[], draft?: DraftEntry): Promise<LogEntry & T>;
  /** Tries again to write what is in memory only; true if nothing is left. */
  flush(): Promise<boolean>;
  /** Verifies what is stored, up to the head noted beside it; where storage fails, the copy in memory. */
  verify(options?: { signal?: AbortSignal; onProgress?: (done: number) => void }): Promise<Verification>;
  /** Lets `work` change what is stored while nobody appends; afterwards reads it again. */
  rewrite(work: () => Promise<void>): Promise<void>;
  subscribe(listener: (change: LogChange, health: LogHealth) => void): () => void;
}

interface Waiting {
  draft: DraftEntry;
  extras: readonly Extra[];
}

const LOG_LOCK = 'lynx-log';

export function createLogStore({ database, exclusive, hash, stamped }: LogParts): LogStore {
  const entries: LogEntry[] = [];
  const listeners = new Set<(change: LogChange, health: LogHealth) => void>();
  let readings = 0; // how often the log was read anew from its beginning
  let saved = 0; // that many of `entries` are stored; the rest are `waiting`, sealed for the time being
  let head: Head = EMPTY; // of what is stored
  let waiting: Waiting[] = [];
  let damage: LogStore['damage'] = null;
  let error: StorageError | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const health = (): LogHealth => ({ unsaved: waiting.length, error });
  const tell = (change: LogChange) => listeners.forEach((listener) => listener(change, health()));
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = turn.then(work);
    turn = run.catch(() => undefined);
    return run;
  };

  /** Brings in what is stored and not known here; what cannot be read is left out, and noted. */
  async function catchUp(): Promise<void> {
    const stored = await readBehind(database, head);
    if (sameHead(stored.head, head)) return;
    if (stored.whole) {
      [saved, damage] = [0, null];
      readings++;
    }
    const good: LogEntry[] = [];
    stored.values.forEach((value, index) => {
      const problem = entryProblem(value);
      if (problem === null) good.push(value as LogEntry);
      else damage ??= { index: saved + index, detail: problem };
    });
    replaceTail(good);
    saved += good.length;
    head = stored.head;
  }

  const replaceTail = (tail: readonly LogEntry[]) => {
    entries.length = saved;
    for (const entry of tail) entries.push(entry);
  };

  /** What waits, sealed behind `head`; seals that still fit are kept. */
  async function sealWaiting(): Promise<LogEntry[]> {
    const sealed: LogEntry[] = [];
    let before = head;
    for (const [index, { draft }] of waiting.entries()) {
      const old = entries.at(saved + index);
      const fits =
        old?.event_id === draft.event_id && old.prev_hash === before.hash && old.seq === before.seq + 1;
      const entry = fits ? old : await seal(draft, before, hash);
      sealed.push(entry);
      before = headOf([entry]);
    }
    return sealed;
  }

  /** Stores what waits. Runs under the lock. */
  async function store(): Promise<LogEntry[]> {
    for (;;) {
      const sealed = await sealWaiting();
      const extras = waiting.flatMap((one) => one.extras);
      if (await commitEntries(database, head, sealed, extras)) return sealed;
      await catchUp(); // another tab was first
    }
  }

  /** Writes what waits, or leaves it sealed in memory. */
  async function save(): Promise<void> {
    const [readingsBefore, savedBefore] = [readings, saved];
    const shown = entries.slice(saved);
    try {
      const sealed = await exclusive(LOG_LOCK, store);
      replaceTail(sealed);
      saved += sealed.length;
      [head, waiting, error] = [headOf(sealed), [], null];
    } catch (thrown) {
      error = StorageError.from(thrown);
      replaceTail(await sealWaiting());
    }
    const same = shown.every((entry, index) => entries[savedBefore + index]?.hash === entry.hash);
    tell(same && readings === readingsBefore ? 'grown' : 'replaced');
  }

  return {
    entries,
    get damage() {
      return damage;
    },
    get health() {
      return health();
    },
    open: () =>
      inTurn(async () => {
        try {
          await catchUp();
          replaceTail(await sealWaiting());
          error = null;
        } catch (thrown) {
          error = StorageError.from(thrown);
        }
        tell('replaced');
      }),
    append<T extends EntryBody>(body: T, extras: readonly Extra[] = [], draft = stamped(body)) {
      return inTurn(async () => {
        await seal(draft, EMPTY, hash); // what cannot be sealed must not hold up the others
        waiting.push({ draft, extras });
        await save();
        return entries.at(-1) as LogEntry & T;
      });
    },
    flush: () =>
      inTurn(async () => {
        if (waiting.length > 0) await save();
        return waiting.length === 0;
      }),
    verify: async (options) => {
      try {
        const stored = await readBehind(database, EMPTY);
        return await verify(stored.values, hash, { ...options, head: stored.head });
      } catch (thrown) {
        if (!(thrown instanceof StorageError)) throw thrown;
        return verify(entries, hash, options);
      }
    },
    rewrite: (work) =>
      inTurn(async () => {
        await exclusive(LOG_LOCK, work);
        await catchUp();
        if (waiting.length > 0) await save();
        tell('replaced');
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
