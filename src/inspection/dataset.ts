import type { Box } from './box';

/**
 * What leaves the page and comes back in: photos with their boxes and what people decided about them.
 * Every format in formats/ is a pair of pure functions between this and text.
 */
export interface Dataset {
  readonly photos: readonly DatasetPhoto[];
  /** Label names, in the order that numbered formats (COCO, YOLO) count them. */
  readonly categories: readonly string[];
}

export interface DatasetPhoto {
  readonly name: string;
  /** Upright pixels, whole numbers. */
  readonly width: number;
  readonly height: number;
  /** A person has decided about this photo; without that, no boxes does not mean a good part. */
  readonly reviewed: boolean;
  readonly verdict?: PhotoVerdict;
  readonly comment?: string;
  /** How long the decision took, in whole milliseconds. */
  readonly reviewMs?: number;
  readonly boxes: readonly DatasetBox[];
}

export type PhotoVerdict = 'pass' | 'fail' | 'review';
export const VERDICTS: readonly PhotoVerdict[] = ['pass', 'fail', 'review'];

export type BoxSource = 'model' | 'human';

/**
 * A model's box is open until someone decides, then accepted, rejected or corrected. A human's box was added,
 * or is the correction of the model's box that `link` names; the model's box itself is never altered.
 */
export type BoxStatus = 'open' | 'accepted' | 'rejected' | 'corrected' | 'added';

export interface DatasetBox extends Readonly<Box> {
  /** Unique within its photo. */
  readonly id: string;
  readonly label: string;
  /** The model's calibrated probability, 0..1. */
  readonly score?: number;
  readonly source: BoxSource;
  readonly status: BoxStatus;
  /** Id of the model's box that this one corrects. */
  readonly link?: string;
}

/**
 * - `final`: reviewed photos, with the boxes that a person stands behind. What training needs.
 * - `predicted`: all photos, with what the model said.
 * - `all`: everything.
 */
export type Selection = 'final' | 'predicted' | 'all';

/** Does a person stand behind this box? */
export const isFinal = (box: DatasetBox): boolean => box.source === 'human' || box.status === 'accepted';

/** Is this photo part of the selection? */
export const isSelected = (photo: DatasetPhoto, selection: Selection): boolean =>
  photo.reviewed || selection !== 'final';

/** The part of a dataset that an export is about. Categories stay, used or not. */
export function select(dataset: Dataset, selection: Selection): Dataset {
  if (selection === 'all') return dataset;
  const wanted = selection === 'final' ? isFinal : (box: DatasetBox) => box.source === 'model';
  const photos = dataset.photos
    .filter((photo) => isSelected(photo, selection))
    .map((photo) => ({ ...photo, boxes: photo.boxes.filter(wanted) }));
  return { ...dataset, photos };
}

/** The categories, then labels that boxes use without their being listed, in order of first use. */
export function labelsOf(dataset: Dataset): string[] {
  const labels = new Set(dataset.categories);
  for (const photo of dataset.photos) for (const box of photo.boxes) labels.add(box.label);
  return [...labels];
}

/** A source and status that belong together, whatever was claimed: imports may say anything. */
export function provenance(
  source: string | undefined,
  status: string | undefined,
  score: number | undefined,
): Pick<DatasetBox, 'source' | 'status'> {
  const model = source === 'model' || (source === undefined && score !== undefined);
  if (model) {
    const known = (['accepted', 'rejected', 'corrected'] as const).find((each) => each === status);
    return { source: 'model', status: known ?? 'open' };
  }
  return { source: 'human', status: status === 'corrected' ? 'corrected' : 'added' };
}
