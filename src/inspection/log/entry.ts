import type { EntryBody, EntryType } from './bodies';

export const SCHEMA = 'inspection-log/1';

/** Who, when and where; the same for every kind of entry. */
export interface Stamp {
  schema: typeof SCHEMA;
  /** ULID: unique, and sorts by time. */
  event_id: string;
  /** ISO 8601 with the device's offset from UTC. Tablet clocks drift: see monotonic_ms. */
  time: string;
  /** Milliseconds since the session began; never jumps. */
  monotonic_ms: number;
  session_id: string;
  device_id: string;
  station?: string;
  operator?: string;
  app: { version: string; build_sha: string };
}

/** An entry's place in the chain. `hash` is over everything else, `prev_hash` and `seq` included. */
export interface Seal {
  seq: number;
  prev_hash: string;
  hash: string;
}

/** An entry that has its stamp but no place in the chain yet. */
export type DraftEntry = Stamp & EntryBody;
export type LogEntry = DraftEntry & Seal;
export type Entry<T extends EntryType> = LogEntry & { type: T };

export const isType =
  <T extends EntryType>(type: T) =>
  (entry: LogEntry): entry is Entry<T> =>
    entry.type === type;

/** The photo an entry is about, or null. */
export function imageRefOf(entry: EntryBody): string | null {
  switch (entry.type) {
    case 'import':
      return entry.image.sha256_of_file_bytes;
    case 'infer':
    case 'decision':
      return entry.image_ref;
    case 'adapt':
    case 'system':
      return null;
  }
}
