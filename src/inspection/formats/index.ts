import type { Dataset } from '../dataset';
import { COCO_LOSS, encodeCoco } from './coco';
import { decodeCoco } from './coco-read';
import { CSV_LOSS, encodeCsv } from './csv';
import { decodeCsv } from './csv-read';
import { CVAT_LOSS, encodeCvat } from './cvat';
import { decodeCvat } from './cvat-read';
import { FormatError } from './errors';
import { encodeLabelStudio, LABEL_STUDIO_LOSS } from './label-studio';
import { decodeLabelStudio } from './label-studio-read';
import type { DecodeOptions, Decoded, EncodeOptions, Files, Loss } from './types';
import { encodeVoc, decodeVoc, VOC_LOSS } from './voc';
import { encodeYolo, YOLO_LOSS } from './yolo';
import { decodeYolo } from './yolo-read';

export { encodeCocoResults } from './coco';
export { detectFormat } from './detect';
export { FormatError, type FormatErrorCode, type FormatWarning, type FormatWarningCode } from './errors';
export { exportedNames } from './prepare';
export type { Decoded, DecodeOptions, EncodeOptions, Files, Loss } from './types';

export type FormatId = 'coco' | 'yolo' | 'voc' | 'label-studio' | 'cvat' | 'csv';

/** A pair of pure functions: what one writes, the other reads back within the stated loss. */
export interface Format {
  id: FormatId;
  loss: Loss;
  /** Folder of an export's zip in which the format expects the photos' own files (prepare.exportedNames). */
  photoFolder: string | null;
  /** Offered for import, too. */
  imports: boolean;
  encode: (dataset: Dataset, options?: EncodeOptions) => Files;
  decode: (files: Files, options?: DecodeOptions) => Decoded;
}

/** A format that is one text. */
const single =
  (name: string, encode: (dataset: Dataset, options?: EncodeOptions) => string): Format['encode'] =>
  (dataset, options) =>
    new Map([[name, encode(dataset, options)]]);

/** The only file with that ending. */
function only(files: Files, ending: RegExp, name: string): string {
  const found = [...files].filter(([path]) => ending.test(path));
  if (found.length !== 1) throw new FormatError('no-file', { name });
  return found[0][1];
}

export const FORMATS: Readonly<Record<FormatId, Format>> = {
  coco: {
    id: 'coco',
    loss: COCO_LOSS,
    photoFolder: 'images/',
    imports: true,
    encode: single('annotations.json', encodeCoco),
    // A results list beside it is what encodeCocoResults wrote: the annotations say all that, and more.
    decode: (files) => decodeCoco(only(files, /^(?!.*\bresults\.json$).*\.json$/i, '*.json')),
  },
  yolo: {
    id: 'yolo',
    loss: YOLO_LOSS,
    photoFolder: 'images/train/',
    imports: true,
    encode: encodeYolo,
    decode: decodeYolo,
  },
  voc: {
    id: 'voc',
    loss: VOC_LOSS,
    photoFolder: 'JPEGImages/',
    imports: true,
    encode: encodeVoc,
    decode: (files) => decodeVoc(files),
  },
  'label-studio': {
    id: 'label-studio',
    loss: LABEL_STUDIO_LOSS,
    photoFolder: 'images/',
    imports: true,
    encode: encodeLabelStudio,
    decode: (files, options) => {
      const config = [...files].find(([path]) => /\.xml$/i.test(path))?.[1];
      return decodeLabelStudio(only(files, /\.json$/i, '*.json'), { ...options, config });
    },
  },
  cvat: {
    id: 'cvat',
    loss: CVAT_LOSS,
    photoFolder: 'images/',
    imports: true,
    encode: single('annotations.xml', encodeCvat),
    decode: (files) => decodeCvat(only(files, /\.xml$/i, '*.xml')),
  },
  csv: {
    id: 'csv',
    loss: CSV_LOSS,
    photoFolder: null,
    imports: false,
    encode: single('boxes.csv', encodeCsv),
    decode: (files) => decodeCsv(only(files, /\.csv$/i, '*.csv')),
  },
};
