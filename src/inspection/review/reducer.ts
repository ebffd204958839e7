import { edit, type EditAction } from './actions';
import { copyOf, MAX_STEPS, type Draft, type HumanBox, type PredictedBox, type Review } from './review';

export type ReviewAction =
  | EditAction
  /** A drag, or keys held down: everything up to `commit` is one step, to `cancel` none. */
  | { type: 'begin' }
  | { type: 'commit' }
  | { type: 'cancel' }
  | { type: 'undo' }
  | { type: 'redo' }
  /** The model's boxes as they come in. Never a step: undo cannot take them away, nor bring old ones back. */
  | { type: 'receive'; infer_ref: string | null; boxes: readonly PredictedBox[] }
  /** The decision has been written to the log. */
  | { type: 'decided'; event_id: string };

/** The review after an action; the same object if it changes nothing. */
export function reduce(review: Review, action: ReviewAction): Review {
  switch (action.type) {
    case 'begin':
      return review.gesture ? review : { ...review, gesture: review.now };
    case 'commit':
      return commit(review);
    case 'cancel':
      return review.gesture ? { ...review, now: review.gesture, gesture: null } : review;
    case 'undo':
      return undo(review);
    case 'redo':
      return redo(review);
    case 'receive':
      return receive(review, action.infer_ref, action.boxes);
    case 'decided':
      return { ...review, decision: action.event_id };
    case 'accept':
    case 'reject':
    case 'move':
    case 'resize':
    case 'nudge':
    case 'reshape':
    case 'relabel':
    case 'delete':
    case 'add':
    case 'comment':
    case 'reason':
      return apply(review, action);
  }
}

function apply(review: Review, action: EditAction): Review {
  const now = edit(review.now, action, review);
  if (now === review.now) return review;
  const nextId = action.type === 'add' ? review.nextId + 1 : review.nextId;
  if (review.gesture) return { ...review, now, nextId };
  return { ...step(review, review.now), now, nextId };
}

const step = (review: Review, before: Draft): Review => ({
  ...review,
  past: [...review.past, before].slice(-MAX_STEPS),
  future: [],
  gesture: null,
});

function commit(review: Review): Review {
  const { gesture, now } = review;
  if (!gesture) return review;
  return alike(gesture, now) ? { ...review, now: gesture, gesture: null } : step(review, gesture);
}

/** A drag that came back to where it began is no step. */
const alike = (a: Draft, b: Draft): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function undo(review: Review): Review {
  if (review.gesture) return reduce(review, { type: 'cancel' });
  const before = review.past.at(-1);
  if (!before) return review;
  return {
    ...review,
    now: before,
    past: review.past.slice(0, -1),
    future: [review.now, ...review.future],
  };
}

function redo(review: Review): Review {
  const [next, ...future] = review.future;
  if (review.gesture || !next) return review;
  return { ...review, now: next, past: [...review.past, review.now], future };
}

function receive(review: Review, inferRef: string | null, boxes: readonly PredictedBox[]): Review {
  // An answer that gets its entry in the log is still the same answer; one with another entry is a new one.
  const fresh = review.infer_ref !== null && review.infer_ref !== inferRef;
  const rebase = (draft: Draft): Draft => ({ ...draft, boxes: rebased(draft.boxes, boxes, fresh, inferRef) });
  return {
    ...review,
    infer_ref: inferRef,
    prediction: boxes,
    now: rebase(review.now),
    past: review.past.map(rebase),
    future: review.future.map(rebase),
    gesture: review.gesture && rebase(review.gesture),
  };
}

/**
 * Untouched copies follow the model; what a person touched stays. After a new answer (`fresh`) their accepted
 * boxes stand on their own, and rejections, being of boxes that are gone, go.
 */
function rebased(
  old: readonly HumanBox[],
  boxes: readonly PredictedBox[],
  fresh: boolean,
  inferRef: string | null,
): HumanBox[] {
  const own = old.filter((box) => box.predicted === null);
  const touched = old.filter((box) => box.predicted !== null && box.status !== 'open');
  if (fresh) {
    const freed = touched.filter((box) => box.status === 'accepted');
    return [
      ...boxes.map(copyOf),
      ...freed.map((box) => ({ ...box, id: `${box.id}@before-${inferRef ?? 'answer'}`, predicted: null })),
      ...own,
    ];
  }
  return [...boxes.map((box) => touched.find((one) => one.predicted === box.id) ?? copyOf(box)), ...own];
}
