import { VERDICTS } from '../dataset';
import { DatasetBuilder, type FoundPhoto, type OpenPhoto } from './build';
import { COLUMNS, type Column } from './csv';
import { FormatError } from './errors';
import { oneOf } from './json-read';
import { checkLength, LIMITS } from './limits';
import type { Decoded } from './types';
import { xmlNumber as decimal } from './xml-read';

/** A missing cell is nothing; an empty quoted one is an empty text. */
type Cell = string | undefined;
type Row = ReadonlyMap<Column, Cell>;

/** Reads our own CSV: columns by their names in the first row, in any order. */
export function decodeCsv(source: string): Decoded {
  const [head, ...rows] = readRows(source);
  const columns = (head ?? []).map((name) => oneOf(COLUMNS, name));
  for (const needed of ['photo', 'width', 'height', 'label', 'x0', 'y0', 'x1', 'y1'] as const)
    if (!columns.includes(needed)) throw new FormatError('schema', { at: 'row 1', expected: needed });
  const build = new DatasetBuilder();
  const photos = new Map<string, OpenPhoto>();
  rows.forEach((cells, index) => {
    const at = `row ${index + 2}`;
    const row: Row = new Map(columns.flatMap((column, i) => (column ? [[column, cells[i]] as const] : [])));
    const name = unguard(row.get('photo')) ?? '';
    let photo = photos.get(name);
    if (!photo) photos.set(name, (photo = build.photo(readPhoto(name, row, at), at)));
    if (row.get('x0') !== undefined) readBox(row, photo, build, at);
  });
  return build.done();
}

function readPhoto(name: string, row: Row, at: string): FoundPhoto {
  const verdict = oneOf(VERDICTS, row.get('verdict'));
  const comment = unguard(row.get('comment'));
  const reviewMs = row.get('review_ms');
  const reviewed = row.get('reviewed')?.toLowerCase();
  return {
    name,
    width: decimal(row.get('width'), at),
    height: decimal(row.get('height'), at),
    ...((reviewed === 'true' || reviewed === 'false') && { reviewed: reviewed === 'true' }),
    ...(verdict && { verdict }),
    ...(comment !== undefined && { comment }),
    ...(reviewMs !== undefined && { reviewMs: decimal(reviewMs, at) }),
  };
}

function readBox(row: Row, photo: OpenPhoto, build: DatasetBuilder, at: string): void {
  const [x0, y0, x1, y1] = (['x0', 'y0', 'x1', 'y1'] as const).map((key) =>
    decimal(row.get(key), `${at}: ${key}`),
  );
  const score = row.get('score');
  build.box(
    photo,
    { x0, y0, x1, y1 },
    {
      id: unguard(row.get('box_id')),
      label: unguard(row.get('label')) ?? '',
      score: score === undefined ? undefined : decimal(score, `${at}: score`),
      source: row.get('source'),
      status: row.get('status'),
      link: unguard(row.get('link')),
    },
    at,
  );
}

const unguard = (text: Cell): Cell => (text?.startsWith("'") ? text.slice(1) : text);

/** RFC 4180, with any of the three line ends. */
function readRows(source: string): Cell[][] {
  checkLength(source);
  const plain = /[^",\r\n]*/y;
  const ending = /,|\r\n|\r|\n|$/y;
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = source.startsWith('\ufeff') ? 1 : 0;
  while (at < source.length || row.length > 0) {
    const close = source[at] === '"' ? closingQuote(source, at, rows.length + 1) : undefined;
    plain.lastIndex = at;
    const cell = close
      ? source.slice(at + 1, close).replaceAll('""', '"')
      : plain.exec(source)![0] || undefined;
    row.push(cell);
    ending.lastIndex = close ? close + 1 : plain.lastIndex;
    const end = ending.exec(source);
    if (!end) throw new FormatError('not-csv', { line: rows.length + 1 });
    at = ending.lastIndex;
    if (end[0] === ',') continue;
    if (row.length > 1 || row[0] !== undefined) rows.push(row);
    if (rows.length > LIMITS.boxes) throw new FormatError('too-many', { what: 'rows', limit: LIMITS.boxes });
    row = [];
  }
  return rows;
}

function closingQuote(source: string, open: number, line: number): number {
  let at = source.indexOf('"', open + 1);
  while (at >= 0 && source[at + 1] === '"') at = source.indexOf('"', at + 2);
  if (at < 0) throw new FormatError('not-csv', { line });
  return at;
}
