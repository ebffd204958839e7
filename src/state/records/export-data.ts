import { isSelected, select, type Dataset, type Selection } from '../../inspection/dataset';
import { kindById, type DefectBook } from '../../inspection/defect-book';
import {
  encodeCocoResults,
  exportedNames,
  FORMATS,
  type FormatId,
  type Loss,
} from '../../inspection/formats';
import {
  projectPhotos,
  toDataset,
  type ImageInfo,
  type LogEntry,
  type PhotoRecord,
} from '../../inspection/log';

/** Formats of boxes. 'coco-results' is what the model said, as pycocotools' `loadRes` takes it. */
export type DataFormat = FormatId | 'coco-results';
export const DATA_FORMATS: readonly DataFormat[] = [
  'coco',
  'coco-results',
  'yolo',
  'voc',
  'label-studio',
  'cvat',
  'csv',
];

const formatOf = (format: DataFormat) => FORMATS[format === 'coco-results' ? 'coco' : format];

/** COCO results carry boxes and scores; the annotations beside them lose nothing. */
export const lossOf = (format: DataFormat): Loss => formatOf(format).loss;
export const takesPhotos = (format: DataFormat): boolean => formatOf(format).photoFolder !== null;

/** The log, ready for export: photos whose import is known, and what they are in the log. */
export interface ExportSource {
  dataset: Dataset;
  /** Of the same order as `dataset.photos`. */
  records: readonly PhotoRecord[];
  model: string | undefined;
}

export function exportSource(entries: readonly LogEntry[], book: DefectBook): ExportSource {
  const records = projectPhotos(entries).filter((record) => record.image !== null);
  const infer = records.findLast((record) => record.infer)?.infer;
  return {
    dataset: toDataset(
      records,
      book.map((kind) => kind.id),
    ),
    records,
    model: infer ? `${infer.model.id} ${infer.model.version}` : undefined,
  };
}

export interface Counts {
  photos: number;
  boxes: number;
}

export function countsOf({ dataset }: ExportSource, selection: Selection): Counts {
  const { photos } = select(dataset, selection);
  return { photos: photos.length, boxes: photos.reduce((sum, photo) => sum + photo.boxes.length, 0) };
}

/** A photo's own file in an export: where it goes, and which it is. */
export interface PhotoFile {
  path: string;
  image: ImageInfo;
}

export interface EncodedExport {
  files: Map<string, string>;
  photos: PhotoFile[];
}

/** @throws FormatError */
export function encodeExport(
  format: DataFormat,
  source: ExportSource,
  options: { selection: Selection; date: string },
): EncodedExport {
  const { dataset, model } = source;
  const { encode, photoFolder } = formatOf(format);
  const files = new Map(encode(dataset, { ...options, model }));
  if (format === 'coco-results') files.set('results.json', encodeCocoResults(dataset, options));
  const { selection } = options;
  const chosen = source.records.filter((_, index) => isSelected(dataset.photos[index], selection));
  const names = photoFolder === null ? [] : exportedNames(dataset, selection);
  const photos = names.flatMap((name, index) => {
    const { image } = chosen[index];
    return image ? [{ path: `${photoFolder}${name}`, image }] : [];
  });
  return { files, photos };
}

/** Labels of the export that the book has no kind for. */
export const unknownLabels = (labels: readonly string[], book: DefectBook): string[] =>
  [...new Set(labels)].filter((label) => kindById(book, label) === null).sort();
