import { clip, boxOf, boxWidth, boxHeight } from '../box';
import {
  labelsOf,
  select,
  type Dataset,
  type DatasetBox,
  type DatasetPhoto,
  type Selection,
} from '../dataset';
import { FormatError } from './errors';
import { fileNames, type FileName } from './file-names';
import { LIMITS, MIN_SIDE } from './limits';

/** A photo ready to be written: text clean, boxes checked and on the photo, file name safe and unique. */
export type PreparedPhoto = DatasetPhoto & FileName;

export interface Prepared {
  photos: PreparedPhoto[];
  /** Of the whole dataset, so that a label has the same number in every selection. */
  labels: string[];
}

/**
 * What every encoder starts from.
 * @throws FormatError for a box or size that no format can say; names the photo and the box
 */
export function prepare(dataset: Dataset, selection: Selection = 'final'): Prepared {
  const photos = select(dataset, selection).photos.map(cleanPhoto);
  const names = fileNames(photos.map((photo) => photo.name));
  return {
    photos: photos.map((photo, index) => ({ ...photo, ...names[index] })),
    labels: [...new Set(labelsOf(dataset).map(cleanText))],
  };
}

/** Where each photo's own file goes, beside an export: its name in there, in the order of the export. */
export const exportedNames = (dataset: Dataset, selection?: Selection): string[] =>
  prepare(dataset, selection).photos.map((photo) => photo.file);

/**
 * Characters that some format cannot carry (controls other than tab and line ends, halves of surrogate pairs,
 * non-characters) become U+FFFD, in all formats alike.
 */
export const cleanText = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');

function cleanPhoto(photo: DatasetPhoto): DatasetPhoto {
  for (const side of [photo.width, photo.height]) {
    if (!Number.isInteger(side) || side < 1 || side > LIMITS.side)
      throw new FormatError('bad-number', { at: `${photo.name}: ${side}` });
  }
  const ids = new Set<string>();
  const boxes = photo.boxes.map((box) => {
    if (ids.has(box.id)) throw new FormatError('duplicate-id', { at: photo.name, id: box.id });
    ids.add(box.id);
    return cleanBox(box, photo);
  });
  return {
    ...photo,
    name: cleanText(photo.name),
    ...(photo.comment === undefined ? {} : { comment: cleanText(photo.comment) }),
    boxes,
  };
}

function cleanBox(box: DatasetBox, photo: DatasetPhoto): DatasetBox {
  const at = `${photo.name}: ${box.id}`;
  const { x0, y0, x1, y1, score } = box;
  if (![x0, y0, x1, y1].every(Number.isFinite)) throw new FormatError('bad-number', { at });
  if (score !== undefined && !(score >= 0 && score <= 1)) throw new FormatError('bad-number', { at });
  if (box.label === '') throw new FormatError('schema', { at, expected: 'label' });
  const inside = clip(box, boxOf(photo));
  if (boxWidth(inside) < MIN_SIDE || boxHeight(inside) < MIN_SIDE) throw new FormatError('bad-box', { at });
  return {
    ...box,
    ...inside,
    id: cleanText(box.id),
    label: cleanText(box.label),
    ...(box.link === undefined ? {} : { link: cleanText(box.link) }),
  };
}

/** To so many decimals. Edges are rounded, and sizes taken from rounded edges: so a second export is the same. */
export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;
