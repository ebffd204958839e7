import type { Box, Size } from '../box';
import { flag, index, list, nullable, number, oneOf, shape, text, type Shape } from '../log/check';
import type { Draft, HumanBox, PredictedBox, Review } from './review';

const box: Shape<Box> = { x0: number, y0: number, x1: number, y1: number };

const draft = shape<Draft>({
  boxes: list(
    shape<HumanBox>({
      id: text,
      predicted: nullable(text),
      box: shape<Box>(box),
      label: text,
      status: oneOf('open', 'accepted', 'rejected'),
    }),
  ),
  comment: text,
  reason: nullable(text),
  rejected: flag,
});

const review = shape<Review>({
  image_ref: text,
  size: shape<Size>({ width: number, height: number }),
  infer_ref: nullable(text),
  prediction: list(shape<PredictedBox>({ ...box, id: text, label: text, score: number })),
  now: draft,
  past: list(draft),
  future: list(draft),
  gesture: nullable(draft),
  nextId: index,
  decision: nullable(text),
});

/** Why a stored value is no review, or null if it is one. */
export const reviewProblem = (value: unknown): string | null => review(value, 'review');

/**
 * A review as it comes back from storage: a gesture that was under way when the tab died is dropped. Null for
 * what is no review, or one an older version wrote in another way.
 */
export function restoreReview(value: unknown): Review | null {
  if (reviewProblem(value) !== null) return null;
  const { gesture, ...kept } = value as Review;
  return { ...kept, now: gesture ?? kept.now, gesture: null };
}
