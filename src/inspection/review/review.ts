import type { Box, Size } from '../box';
import type { ReasonCode } from '../log/bodies';

/** A box of the answer. Part of the record: nothing in a review changes it. */
export interface PredictedBox extends Readonly<Box> {
  readonly id: string;
  readonly label: string;
  readonly score: number;
}

/**
 * A person's box. For every predicted box there is one that starts as its copy: 'open' until touched, then
 * 'accepted' or 'rejected'. While open, it counts if the model's score does.
 */
export interface HumanBox {
  readonly id: string;
  /** Id of the predicted box behind it; null for one the person drew. */
  readonly predicted: string | null;
  readonly box: Box;
  readonly label: string;
  readonly status: 'open' | 'accepted' | 'rejected';
}

/** What undo and redo go through. */
export interface Draft {
  readonly boxes: readonly HumanBox[];
  readonly comment: string;
  readonly reason: ReasonCode | null;
  /** The whole answer was rejected with one tap. */
  readonly rejected: boolean;
}

/** The review of one photo: plain data, so that it can be stored as it is after every gesture. */
export interface Review {
  readonly image_ref: string;
  readonly size: Size;
  /** `event_id` of the infer entry under review; null while the answer is being written, or without one. */
  readonly infer_ref: string | null;
  readonly prediction: readonly PredictedBox[];
  readonly now: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** Where the running gesture began; null between gestures. */
  readonly gesture: Draft | null;
  /** Number of the next box drawn; never used twice, also not after undo. */
  readonly nextId: number;
  /** `event_id` of the latest decision made from this review. */
  readonly decision: string | null;
}

/** Steps kept; older ones cannot be undone. Bounds what is stored with each gesture. */
export const MAX_STEPS = 200;

const EMPTY_DRAFT: Draft = { boxes: [], comment: '', reason: null, rejected: false };

export const copyOf = ({ id, label, x0, y0, x1, y1 }: PredictedBox): HumanBox => ({
  id,
  predicted: id,
  box: { x0, y0, x1, y1 },
  label,
  status: 'open',
});

export function startReview(
  photo: { image_ref: string; size: Size },
  answer: { infer_ref: string | null; boxes: readonly PredictedBox[] } = { infer_ref: null, boxes: [] },
): Review {
  return {
    image_ref: photo.image_ref,
    size: photo.size,
    infer_ref: answer.infer_ref,
    prediction: answer.boxes,
    now: { ...EMPTY_DRAFT, boxes: answer.boxes.map(copyOf) },
    past: [],
    future: [],
    gesture: null,
    nextId: 1,
    decision: null,
  };
}

export const canUndo = (review: Review): boolean => review.gesture !== null || review.past.length > 0;
export const canRedo = (review: Review): boolean => review.gesture === null && review.future.length > 0;

/** Whether the box is one a person stands behind as things are; an open one below the threshold is dim. */
export function counts(box: HumanBox, review: Review, threshold: number): boolean {
  if (box.status !== 'open') return box.status === 'accepted';
  const predicted = review.prediction.find((one) => one.id === box.predicted);
  return predicted !== undefined && predicted.score >= threshold;
}
