import type { Size } from '../box';
import type { Dataset, Selection } from '../dataset';
import type { FormatWarning } from './errors';

/** Path inside an export to its text. A Map, so that no name can be mistaken for a property. */
export type Files = ReadonlyMap<string, string>;

export interface EncodeOptions {
  /** Which boxes; by default those that a person stands behind. */
  selection?: Selection;
  /** When the export was made, ISO 8601. Left out of the file if not given: encoding is pure. */
  date?: string;
  /** Name and version of the model that made the predictions. */
  model?: string;
}

export interface DecodeOptions {
  /** Sizes of photos whose file does not tell them, by file name or path. */
  sizes?: ReadonlyMap<string, Size>;
}

export interface Decoded {
  dataset: Dataset;
  warnings: FormatWarning[];
}

/** Parts of a dataset that a format has no place for. */
export type Dropped =
  | 'id'
  | 'score'
  | 'provenance' // source, status and link: everything comes back as a human's
  | 'review' // reviewed, verdict, comment, time: every photo comes back as reviewed
  | 'review-time'
  | 'unused-categories'
  | 'names'; // names come back as safe, unique file names

/** What a format loses; the tests hold it to this. */
export interface Loss {
  /** Largest error of an edge of a box: `pixels + share * side of the photo`. */
  readonly pixels: number;
  readonly share: number;
  readonly drops: readonly Dropped[];
}
