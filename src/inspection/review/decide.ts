import type { Box } from '../box';
import type { BoxDecision, DecisionBody, FinalBox } from '../log/bodies';
import { iou } from './geometry';
import { counts, type HumanBox, type PredictedBox, type Review } from './review';

export interface DecideOptions {
  /** As the person saw it: boxes below it, and not touched, are not decided about. */
  threshold: number;
  reviewMs: number;
  /** False where the person judged first and saw the answer afterwards. */
  aiVisible: boolean;
  /** Put aside without judging. */
  skip?: boolean;
}

/**
 * The decision a review amounts to.
 * - accept: the answer stands as it is.
 * - reject: the answer was rejected as a whole, or every box of it was, and nothing was put in its place.
 * - correct: anything else.
 * After a rejection as a whole the truth is known only if the reason is 'false-alarm': there is no defect.
 * For every other reason `boxes` is null, and the photo is not trained on.
 */
export function decide(review: Review, options: DecideOptions): DecisionBody {
  const { threshold, skip = false } = options;
  const { now, prediction } = review;
  const perBox = now.boxes.flatMap((box) => decisionOf(box, review, threshold) ?? []);
  const verdict = skip ? 'skip' : verdictOf(review, perBox);
  const standing = now.boxes.filter((box) => counts(box, review, threshold)).map(finalBox);
  const unknown = skip || (verdict === 'reject' && now.rejected && now.reason !== 'false-alarm');
  return {
    type: 'decision',
    image_ref: review.image_ref,
    infer_ref: review.infer_ref,
    verdict,
    part: unknown ? null : standing.length > 0 ? 'fail' : 'pass',
    per_box: skip ? [] : perBox,
    boxes: unknown ? null : standing,
    missed_added: skip ? 0 : perBox.filter((one) => one.action === 'added').length,
    threshold,
    ...(now.reason && { reason_code: now.reason }),
    ...(now.comment.trim() && { comment: now.comment.trim() }),
    review_ms: Math.max(0, Math.round(options.reviewMs)),
    ai_visible_before_decision: options.aiVisible && (prediction.length > 0 || review.infer_ref !== null),
    ...(review.decision && { undo_of: review.decision }),
  };
}

function verdictOf({ now }: Review, perBox: readonly BoxDecision[]): DecisionBody['verdict'] {
  const all = (action: BoxDecision['action']) => perBox.every((one) => one.action === action);
  if (all('deleted') && (now.rejected || perBox.length > 0)) return 'reject';
  return all('kept') ? 'accept' : 'correct';
}

const plain = ({ x0, y0, x1, y1 }: Box, label: string) => ({ x0, y0, x1, y1, label });
const finalBox = ({ id, box, label }: HumanBox): FinalBox => ({ id, ...plain(box, label) });

/** What became of one box; null for one that is dim and was left alone. */
function decisionOf(human: HumanBox, review: Review, threshold: number): BoxDecision | null {
  const predicted = review.prediction.find((one) => one.id === human.predicted) ?? null;
  const before = predicted && plain(predicted, predicted.label);
  const after = human.status === 'rejected' ? null : plain(human.box, human.label);
  const counted = predicted !== null && predicted.score >= threshold;
  if (!counted && (human.status === 'open' || after === null)) return null;
  return {
    box_id: human.id,
    predicted_id: predicted?.id ?? null,
    action: counted ? actionOf(predicted, human) : 'added',
    before,
    after,
    iou: before && after ? iou(before, after) : 0,
  };
}

/** Less than this is rounding, not a person's will. */
const TOLERANCE = 0.01;
const near = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE;

function actionOf(before: PredictedBox, { box, label, status }: HumanBox): BoxDecision['action'] {
  if (status === 'rejected') return 'deleted';
  if (before.label !== label) return 'relabelled';
  const sameSize =
    near(before.x1 - before.x0, box.x1 - box.x0) && near(before.y1 - before.y0, box.y1 - box.y0);
  if (!sameSize) return 'resized';
  return near(before.x0, box.x0) && near(before.y0, box.y0) ? 'kept' : 'moved';
}
