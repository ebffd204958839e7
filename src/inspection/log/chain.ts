import { canonicalJson } from './canonical';
import type { DraftEntry, LogEntry } from './entry';
import { LogError } from './log-error';
import { entryProblem } from './schema';
import type { Hash } from './sha256';

/** The last entry of a chain. */
export interface Head {
  seq: number;
  hash: string;
}

/** The head of a log without entries. */
export const EMPTY: Head = { seq: -1, hash: '0'.repeat(64) };

export const headOf = (entries: readonly Pick<LogEntry, 'seq' | 'hash'>[]): Head => {
  const last = entries.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : EMPTY;
};

const encoder = new TextEncoder();

/** SHA-256 over the canonical JSON of everything but `hash`. */
export const hashOf = ({ hash: _, ...rest }: LogEntry | (DraftEntry & { hash?: string }), hash: Hash) =>
  hash(encoder.encode(canonicalJson(rest)));

/**
 * Gives an entry its place behind `head`. Nothing is changed: the log grows by the entry returned.
 * @throws LogError 'not-canonical'
 */
export async function seal(draft: DraftEntry, head: Head, hash: Hash): Promise<LogEntry> {
  const placed = { ...draft, seq: head.seq + 1, prev_hash: head.hash };
  return { ...placed, hash: await hashOf(placed, hash) };
}

export type Breakage =
  | 'schema' // not an entry
  | 'sequence' // an entry is missing, doubled or out of place
  | 'link' // it does not follow the entry before it
  | 'content' // it was altered after it was written
  | 'head' // the log ends before, or after, the head that was noted elsewhere
  | 'json' // a line of the file is not JSON
  | 'spelling'; // a line of the file says the same in other bytes

export type Verification =
  | { ok: true; entries: number; head: Head }
  /** `index` counts from 0 and is the first entry that does not fit. */
  | { ok: false; index: number; reason: Breakage; detail: string };

export interface VerifyOptions {
  /** The head as noted elsewhere: without it a log cut short at its end looks whole. */
  head?: Head;
  signal?: AbortSignal;
  onProgress?: (done: number) => void;
}

/** Hashes are independent of each other, so they are asked for together; a chunk bounds the memory. */
const CHUNK = 256;

/**
 * Recomputes the chain and names the first entry that does not fit. What it cannot see: a log rewritten from
 * some entry to its very end, unless a head noted elsewhere (an export, a printed report) is given.
 */
export async function verify(
  entries: readonly unknown[],
  hash: Hash,
  options: VerifyOptions = {},
): Promise<Verification> {
  let before = EMPTY;
  for (let start = 0; start < entries.length; start += CHUNK) {
    options.signal?.throwIfAborted();
    const chunk = entries.slice(start, start + CHUNK);
    const checked = await Promise.all(chunk.map((entry) => checkAlone(entry, hash)));
    for (const [i, one] of checked.entries()) {
      const problem = 'reason' in one ? one : fits(one, before);
      if (problem) return { ok: false, index: start + i, ...problem };
      before = headOf([chunk[i] as LogEntry]);
    }
    options.onProgress?.(start + chunk.length);
  }
  const { head } = options;
  if (head && (head.seq !== before.seq || head.hash !== before.hash)) {
    const detail = `the log ends with entry ${before.seq}, the noted head is entry ${head.seq}`;
    return { ok: false, index: Math.min(entries.length, head.seq), reason: 'head', detail };
  }
  return { ok: true, entries: entries.length, head: before };
}

interface Problem {
  reason: Breakage;
  detail: string;
}

/** What one entry says without its neighbours: that it is no entry, or the hash it ought to have. */
async function checkAlone(
  value: unknown,
  hash: Hash,
): Promise<Problem | { entry: LogEntry; expected: string }> {
  const problem = entryProblem(value);
  if (problem) return { reason: 'schema', detail: problem };
  const entry = value as LogEntry;
  try {
    return { entry, expected: await hashOf(entry, hash) };
  } catch (thrown) {
    if (thrown instanceof LogError && thrown.code === 'not-canonical') {
      return { reason: 'schema', detail: thrown.message };
    }
    throw thrown;
  }
}

function fits({ entry, expected }: { entry: LogEntry; expected: string }, before: Head): Problem | null {
  const short = (digest: string) => `${digest.slice(0, 12)}…`;
  if (entry.seq !== before.seq + 1) {
    return { reason: 'sequence', detail: `numbered ${entry.seq}, expected ${before.seq + 1}` };
  }
  if (entry.prev_hash !== before.hash) {
    return { reason: 'link', detail: `follows ${short(entry.prev_hash)}, not ${short(before.hash)}` };
  }
  if (entry.hash !== expected) {
    return { reason: 'content', detail: `its hash is ${short(expected)}, written ${short(entry.hash)}` };
  }
  return null;
}
