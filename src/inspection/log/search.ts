import type { DecisionVerdict, EntryType, LogVerdict } from './bodies';
import { imageRefOf, type LogEntry } from './entry';

/** Everything given must hold. Lists: one of them must. */
export interface LogQuery {
  /** Words, in any order; each must occur in the entry, or in the name of its photo. */
  text?: string;
  types?: readonly EntryType[];
  /** Of decisions. */
  decisions?: readonly DecisionVerdict[];
  /** Of answers: what the model said. */
  verdicts?: readonly LogVerdict[];
  labels?: readonly string[];
  image?: string;
  operator?: string;
  /** Milliseconds since 1970: from (inclusive), until (exclusive). */
  from?: number;
  until?: number;
}

interface Row {
  entry: LogEntry;
  ms: number;
  text: string;
  labels: ReadonlySet<string>;
  image: string | null;
}

/** Half-width, full-width and case do not matter to whoever types a search. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The log prepared for searching: what each entry can be found by is worked out once, when it is added. */
export class LogIndex {
  private readonly rows: Row[] = [];
  private readonly names = new Map<string, string>();

  constructor(entries: Iterable<LogEntry> = []) {
    for (const entry of entries) this.add(entry);
  }

  get size(): number {
    return this.rows.length;
  }

  add(entry: LogEntry): void {
    const image = imageRefOf(entry);
    if (entry.type === 'import' && image) this.names.set(image, entry.image.name);
    const name = image ? (this.names.get(image) ?? '') : '';
    const labels = new Set(labelsOf(entry));
    const words = [name, entry.operator, entry.station, entry.event_id, ...labels, ...textOf(entry)];
    this.rows.push({ entry, ms: Date.parse(entry.time), text: fold(words.join('\n')), labels, image });
  }

  /** The entries that match, newest last. */
  query(query: LogQuery): LogEntry[] {
    const words = fold(query.text ?? '')
      .split(/\s+/)
      .filter(Boolean);
    const found: LogEntry[] = [];
    for (const row of this.rows) {
      if (matches(row, query) && words.every((word) => row.text.includes(word))) found.push(row.entry);
    }
    return found;
  }
}

function matches({ entry, ms, labels, image }: Row, query: LogQuery): boolean {
  const { types, decisions, verdicts, from = -Infinity, until = Infinity } = query;
  if (types && !types.includes(entry.type)) return false;
  if (decisions && !(entry.type === 'decision' && decisions.includes(entry.verdict))) return false;
  if (verdicts) {
    const verdict = entry.type === 'infer' ? entry.verdict : null;
    if (verdict === null || !verdicts.includes(verdict)) return false;
  }
  if (query.labels && !query.labels.some((label) => labels.has(label))) return false;
  if (query.image !== undefined && query.image !== image) return false;
  if (query.operator !== undefined && query.operator !== entry.operator) return false;
  return ms >= from && ms < until;
}

function labelsOf(entry: LogEntry): string[] {
  if (entry.type === 'infer') return entry.boxes.map((box) => box.label);
  if (entry.type !== 'decision') return [];
  return entry.per_box.flatMap(({ before, after }) =>
    [before?.label, after?.label].filter((one) => one != null),
  );
}

/** What a person may remember of an entry. */
function textOf(entry: LogEntry): (string | undefined)[] {
  switch (entry.type) {
    case 'import':
      return [entry.image.sha256_of_file_bytes];
    case 'infer':
      return [entry.prompt.text, entry.raw_output.text, entry.verdict ?? '', entry.model.id];
    case 'decision':
      return [entry.verdict, entry.comment, entry.reason_code];
    case 'adapt':
      return [entry.adapter_after];
    case 'system':
      return [entry.event, ...Object.entries(entry.detail).flat().map(String)];
  }
}
