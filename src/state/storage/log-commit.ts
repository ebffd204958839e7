import { EMPTY, headOf, isSha256, type Head, type LogEntry } from '../../inspection/log';
import type { IDBPTransaction } from 'idb';
import { HEAD_KEY, type Database, type Schema } from './database';

/** Something else that belongs to an entry: written with it, or not at all. `value` undefined deletes. */
export interface Extra {
  store: 'reviews' | 'meta';
  key: string;
  value: unknown;
}

type Transaction = IDBPTransaction<Schema, ('log' | 'meta' | 'reviews')[], 'readonly' | 'readwrite'>;

/**
 * What the next entry goes behind. The head noted beside the log is believed over the last entry: a log that
 * lost its end must not grow over the gap, or nobody would ever see it.
 */
export async function storedHead(tx: Transaction): Promise<Head> {
  const noted = ((await tx.objectStore('meta').get(HEAD_KEY)) as Head | undefined) ?? EMPTY;
  const last = await tx.objectStore('log').openCursor(null, 'prev');
  if (!last || noted.seq >= last.key) return noted;
  return { seq: last.key, hash: isSha256(last.value.hash) ? last.value.hash : EMPTY.hash };
}

export const sameHead = (a: Head, b: Head): boolean => a.seq === b.seq && a.hash === b.hash;

/**
 * Writes entries behind `head`, and notes the new head beside them, in one transaction that is on the disk when
 * this resolves. False, and nothing written, if the stored log does not end with `head`.
 */
export const commitEntries = (
  database: Database,
  head: Head,
  sealed: readonly LogEntry[],
  extras: readonly Extra[],
): Promise<boolean> =>
  database.run(async (db) => {
    const tx = db.transaction(['log', 'meta', 'reviews'], 'readwrite', { durability: 'strict' });
    const ignore = (request: Promise<unknown>) => void request.catch(() => undefined); // tx.done says why
    ignore(tx.done);
    const fits = sameHead(await storedHead(tx), head);
    if (fits) {
      for (const entry of sealed) ignore(tx.objectStore('log').add(entry));
      ignore(tx.objectStore('meta').put(headOf(sealed), HEAD_KEY));
      for (const { store, key, value } of extras) {
        const target = tx.objectStore(store);
        ignore(value === undefined ? target.delete(key) : target.put(value, key));
      }
    }
    await tx.done;
    return fits;
  });

/** The stored head, and the entries behind `head`; all of them if the stored log does not contain `head`. */
export const readBehind = (
  database: Database,
  head: Head,
): Promise<{ head: Head; values: unknown[]; whole: boolean }> =>
  database.run(async (db) => {
    const tx = db.transaction(['log', 'meta', 'reviews'], 'readonly');
    const log = tx.objectStore('log');
    const known = head.seq >= 0 && (await log.get(head.seq))?.hash === head.hash;
    const values = await log.getAll(known ? IDBKeyRange.lowerBound(head.seq, true) : null);
    return { head: await storedHead(tx), values, whole: !known };
  });
