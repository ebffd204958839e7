import { isRecord } from './log/check';

export const SEVERITIES = ['critical', 'major', 'minor'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One kind of defect, as the plant calls and defines it. */
export interface DefectKind {
  /** What boxes carry and exports write: lower-case letters, digits, hyphens. */
  readonly id: string;
  readonly ja: string;
  readonly en: string;
  readonly definition: { readonly ja: string; readonly en: string };
  readonly severity: Severity;
  /** #rrggbb */
  readonly colour: string;
}

/** In the order in which labels are offered; the first nine have the keys 1 to 9. */
export type DefectBook = readonly DefectKind[];

/** What the model says when it has no better name: a book without it could not show every box. */
export const REQUIRED_ID = 'defect';
export const MAX_KINDS = 200;
const MAX_NAME = 60;
const MAX_DEFINITION = 2000;

export type BookProblemCode =
  | 'not-a-book' // not JSON, or not a list of kinds
  | 'too-many'
  | 'unknown' // no kind has this id
  | 'required' // 'defect' cannot be removed or renamed
  | 'id-format'
  | 'id-taken'
  | 'name-empty'
  | 'too-long'
  | 'severity'
  | 'colour';

export interface BookProblem {
  code: BookProblemCode;
  /** Which kind: its id as given, or its place in an imported list. */
  id: string;
  field?: keyof DefectKind;
}

export type BookResult = { ok: true; book: DefectBook } | { ok: false; problems: BookProblem[] };

export const kindById = (book: DefectBook, id: string): DefectKind | null =>
  book.find((kind) => kind.id === id) ?? null;

/** The kind to show for a label: a label the book does not have is shown as a plain defect. */
export const kindFor = (book: DefectBook, label: string): DefectKind | null =>
  kindById(book, label) ?? kindById(book, REQUIRED_ID);

export const addKind = (book: DefectBook, kind: DefectKind): BookResult => checked([...book, kind], kind.id);

export function editKind(book: DefectBook, id: string, change: Partial<DefectKind>): BookResult {
  if (!kindById(book, id)) return refuse('unknown', id);
  if (id === REQUIRED_ID && change.id !== undefined && change.id !== id) return refuse('required', id);
  const edited = book.map((kind) => (kind.id === id ? { ...kind, ...change } : kind));
  return checked(edited, change.id ?? id);
}

export function removeKind(book: DefectBook, id: string): BookResult {
  if (id === REQUIRED_ID) return refuse('required', id);
  if (!kindById(book, id)) return refuse('unknown', id);
  return { ok: true, book: book.filter((kind) => kind.id !== id) };
}

/** Moves a kind to a place in the list, counted from 0. */
export function moveKind(book: DefectBook, id: string, to: number): BookResult {
  const kind = kindById(book, id);
  if (!kind) return refuse('unknown', id);
  const rest = book.filter((one) => one !== kind);
  return { ok: true, book: rest.toSpliced(Math.max(0, to), 0, kind) };
}

const BOOK_FORMAT = 'lynx-defect-book/1';

/** The book as a file. The same book gives the same bytes. */
export function exportBook(book: DefectBook): string {
  const kinds = book.map(({ id, ja, en, definition, severity, colour }) => ({
    id,
    ja,
    en,
    definition: { ja: definition.ja, en: definition.en },
    severity,
    colour,
  }));
  return `${JSON.stringify({ format: BOOK_FORMAT, kinds }, null, 2)}\n`;
}

/** Reads a book somebody sent: all of it, or what is wrong with it. */
export function importBook(file: string): BookResult {
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return refuse('not-a-book', '');
  }
  if (!isRecord(value) || value.format !== BOOK_FORMAT || !Array.isArray(value.kinds)) {
    return refuse('not-a-book', '');
  }
  const kinds = value.kinds.map(kindOf);
  const bad = kinds.indexOf(null);
  if (bad >= 0) return refuse('not-a-book', String(bad));
  return checked(kinds as DefectKind[]);
}

function kindOf(value: unknown): DefectKind | null {
  if (!isRecord(value) || !isRecord(value.definition)) return null;
  const { id, ja, en, severity, colour } = value;
  const { definition } = value;
  const texts = [id, ja, en, severity, colour, definition.ja, definition.en];
  if (!texts.every((text) => typeof text === 'string')) return null;
  const [a, b, c, d, e, f, g] = texts as string[];
  // An unknown severity is let through here and named by `problemsOf`.
  return { id: a, ja: b, en: c, severity: d as Severity, colour: e, definition: { ja: f, en: g } };
}

const refuse = (code: BookProblemCode, id: string): BookResult => ({ ok: false, problems: [{ code, id }] });

/** The book if it holds together. With `only`, problems are looked for in that kind alone. */
function checked(book: DefectBook, only?: string): BookResult {
  if (book.length > MAX_KINDS) return refuse('too-many', '');
  if (!kindById(book, REQUIRED_ID)) return refuse('required', REQUIRED_ID);
  const looked = only === undefined ? book : book.filter((kind) => kind.id === only);
  const problems = looked.flatMap(problemsOf);
  const seen = new Set<string>();
  for (const { id } of book) {
    if (seen.has(id)) problems.push({ code: 'id-taken', id, field: 'id' });
    seen.add(id);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, book };
}

function problemsOf({ id, ja, en, definition, severity, colour }: DefectKind): BookProblem[] {
  const problems: BookProblem[] = [];
  const say = (code: BookProblemCode, field: keyof DefectKind) => problems.push({ code, id, field });
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) say('id-format', 'id');
  for (const [field, name] of [
    ['ja', ja],
    ['en', en],
  ] as const) {
    if (name.trim() === '') say('name-empty', field);
    if (name.length > MAX_NAME) say('too-long', field);
  }
  if (Math.max(definition.ja.length, definition.en.length) > MAX_DEFINITION) say('too-long', 'definition');
  if (!SEVERITIES.includes(severity)) say('severity', 'severity');
  if (!/^#[0-9a-f]{6}$/i.test(colour)) say('colour', 'colour');
  return problems;
}
