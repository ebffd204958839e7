import type { Dataset, DatasetBox } from '../dataset';
import { prepare, round, type PreparedPhoto } from './prepare';
import type { EncodeOptions, Loss } from './types';

/**
 * CSV for spreadsheets: a row a box, and one row for a photo without any. RFC 4180 quoting, CRLF, and a byte
 * order mark, without which Excel garbles Japanese. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, and so does one that starts with an apostrophe, so that it can be taken off again.
 * Loss: six decimals.
 */
export const CSV_LOSS: Loss = { pixels: 0.5e-6 + 1e-9, share: 0, drops: ['unused-categories', 'names'] };

export const COLUMNS = [
  'photo',
  'width',
  'height',
  'reviewed',
  'verdict',
  'comment',
  'review_ms',
  'box_id',
  'label',
  'x0',
  'y0',
  'x1',
  'y1',
  'score',
  'source',
  'status',
  'link',
] as const;

export type Column = (typeof COLUMNS)[number];
type Row = Partial<Record<Column, string | number | boolean>>;

const DECIMALS = 6;

export function encodeCsv(dataset: Dataset, options: EncodeOptions = {}): string {
  const { photos } = prepare(dataset, options.selection);
  const rows = photos.flatMap((photo): Row[] =>
    photo.boxes.length
      ? photo.boxes.map((box) => ({ ...photoCells(photo), ...boxCells(box) }))
      : [photoCells(photo)],
  );
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return `\ufeff${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

const photoCells = (photo: PreparedPhoto): Row => ({
  photo: photo.file,
  width: photo.width,
  height: photo.height,
  reviewed: photo.reviewed,
  verdict: photo.verdict,
  comment: photo.comment,
  review_ms: photo.reviewMs,
});

const boxCells = ({ id, label, x0, y0, x1, y1, score, source, status, link }: DatasetBox): Row => ({
  box_id: id,
  label,
  x0: round(x0, DECIMALS),
  y0: round(y0, DECIMALS),
  x1: round(x1, DECIMALS),
  y1: round(y1, DECIMALS),
  score,
  source,
  status,
  link,
});

/** Also the full-width forms, which a Japanese Excel reads as the others, and blanks before them. */
const FORMULA = /^[\s']*[=+\-@＝＋－＠]|^[\t\r\n']/;

export const guard = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

function cell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? guard(value) : String(value);
  // An empty text is quoted, which tells it from none.
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
