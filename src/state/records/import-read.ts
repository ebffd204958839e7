import type { Size } from '../../inspection/box';
import { isFinal, type DatasetBox, type DatasetPhoto } from '../../inspection/dataset';
import type { DefectBook } from '../../inspection/defect-book';
import {
  detectFormat,
  exportedNames,
  FORMATS,
  type Files,
  type FormatId,
  type FormatWarning,
} from '../../inspection/formats';
import { split } from '../../inspection/formats/file-names';
import type { PhotoRecord } from '../../inspection/log';
import { unpackTexts, utf8 } from '../../inspection/zip';
import { unknownLabels, type ExportSource } from './export-data';
import { RecordsError } from './failure';

/** Why an imported photo found no place. */
export type Unplaced = 'unknown' | 'ambiguous' | 'size';

export interface Placed {
  photo: DatasetPhoto;
  record: PhotoRecord;
}

/** What a file would bring; nothing has been changed yet. */
export interface ImportPlan {
  format: FormatId;
  photos: number;
  boxes: number;
  /** Boxes of a model that nobody has decided about: they are not taken for a person's word. */
  undecided: number;
  placed: readonly Placed[];
  unplaced: readonly { name: string; why: Unplaced }[];
  /** Labels that the defect book does not have; shown as plain defects until it does. */
  newLabels: readonly string[];
  warnings: readonly FormatWarning[];
}

/** The texts of the files chosen: an archive's, or the files themselves. @throws FormatError */
export async function textsOf(files: readonly File[]): Promise<Files> {
  const texts = new Map<string, string>();
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const packed = bytes[0] === 0x50 && bytes[1] === 0x4b;
    if (packed) for (const [path, text] of unpackTexts(bytes)) texts.set(path, text);
    else texts.set(file.name, utf8(bytes, file.name));
  }
  return texts;
}

/** @throws FormatError */
export function planImport(files: Files, source: ExportSource, book: DefectBook): ImportPlan {
  const format = detectFormat(files);
  if (!FORMATS[format].imports) throw new RecordsError('log-only-csv');
  const places = placesOf(source);
  const { dataset, warnings } = FORMATS[format].decode(files, { sizes: sizesFor(format, files, places) });
  const placed: Placed[] = [];
  const unplaced: ImportPlan['unplaced'][number][] = [];
  const taken = new Set<PhotoRecord>();
  for (const photo of dataset.photos) {
    const found = place(photo, places);
    if (typeof found === 'string') unplaced.push({ name: photo.name, why: found });
    else if (taken.has(found)) unplaced.push({ name: photo.name, why: 'ambiguous' });
    else {
      taken.add(found);
      placed.push({ photo, record: found });
    }
  }
  const boxes = dataset.photos.flatMap((photo) => photo.boxes);
  return {
    format,
    photos: dataset.photos.length,
    boxes: boxes.length,
    undecided: boxes.filter((box) => box.status === 'open' && !isFinal(box)).length,
    placed,
    unplaced,
    newLabels: unknownLabels(
      boxes.map((box: DatasetBox) => box.label),
      book,
    ),
    warnings,
  };
}

type Places = ReadonlyMap<string, readonly PhotoRecord[]>;

/** Every name by which a photo here may come back: its own, and that of its file in an export. */
function placesOf({ dataset, records }: ExportSource): Places {
  const places = new Map<string, PhotoRecord[]>();
  const add = (name: string, record: PhotoRecord) => {
    const known = places.get(name) ?? [];
    if (!known.includes(record)) places.set(name, [...known, record]);
  };
  const files = exportedNames({ photos: dataset.photos.map(bare), categories: [] }, 'all');
  records.forEach((record, index) => {
    if (record.image) add(record.image.name, record);
    add(files[index], record);
  });
  return places;
}

/** Names alone: a box that cannot be exported must not stand in the way of an import. */
const bare = (photo: DatasetPhoto): DatasetPhoto => ({ ...photo, boxes: [] });

/** Sizes for the formats that do not write them. */
function sizesFor(format: FormatId, files: Files, places: Places): Map<string, Size> {
  const sizes = new Map<string, Size>();
  const paths =
    format === 'yolo' ? photoPaths(files, places) : [...places.keys()].map((name) => [name, name]);
  for (const [path, name] of paths) {
    const image = places.get(name)?.[0].image;
    if (image) sizes.set(path, { width: image.width, height: image.height });
  }
  return sizes;
}

/**
 * Where YOLO would have the photo of each label file. Not simply every photo here: a photo without a label file
 * counts as one without a defect, and nobody has said that of photos the archive is not about.
 */
function photoPaths(files: Files, places: Places): [path: string, name: string][] {
  const byStem = new Map([...places.keys()].map((name) => [split(name).stem, name]));
  return [...files.keys()].flatMap((path): [string, string][] => {
    const parts = path.replaceAll('\\', '/').split('/');
    const name = byStem.get((parts.at(-1) ?? '').replace(/\.txt$/, ''));
    if (!path.endsWith('.txt') || name === undefined) return [];
    const folders = parts.slice(parts.lastIndexOf('labels') + 1, -1);
    return [[['images', ...folders, name].join('/'), name]];
  });
}

const baseName = (name: string) => name.replaceAll('\\', '/').split('/').at(-1) ?? name;

function place(photo: DatasetPhoto, places: Places): PhotoRecord | Unplaced {
  const found = places.get(photo.name) ?? places.get(baseName(photo.name)) ?? [];
  const fitting = found.filter(({ image }) => image?.width === photo.width && image.height === photo.height);
  if (fitting.length === 1) return fitting[0];
  if (fitting.length > 1) return 'ambiguous';
  return found.length > 0 ? 'size' : 'unknown';
}
