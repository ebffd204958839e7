import type { Box } from '../../inspection/box';
import { isFinal, type DatasetBox, type DatasetPhoto } from '../../inspection/dataset';
import type { PhotoRecord } from '../../inspection/log';
import {
  iou,
  reduce,
  startReview,
  type HumanBox,
  type Review,
  type ReviewAction,
} from '../../inspection/review';

/** From here on two boxes are the same box, written by formats that round. */
const SAME = 0.95;

/** The review of a photo that has none under way: its answer as the log has it. */
export function reviewOf({ ref, image, infer, prediction }: PhotoRecord): Review | null {
  if (!image) return null;
  const size = { width: image.width, height: image.height };
  const boxes = prediction
    .filter((box) => box.score_kind !== 'region')
    .map(({ id, label, score, x0, y0, x1, y1 }) => ({ id, label, score, x0, y0, x1, y1 }));
  return startReview({ image_ref: ref, size }, { infer_ref: infer?.event_id ?? null, boxes });
}

/**
 * What somebody said of a photo elsewhere, as one step of its review: it can be undone, and nothing is decided
 * before a person here accepts it. What they confirmed is accepted, what they drew is added; where they were
 * through with the photo, the model's boxes that they did not confirm are rejected.
 */
export function applyImport(review: Review, photo: DatasetPhoto): Review {
  let next = reduce(review, { type: 'begin' });
  const act = (action: ReviewAction) => (next = reduce(next, action));
  const confirmed = new Set<string>();
  for (const box of photo.boxes.filter(isFinal)) {
    const known = twinOf(box, next.now.boxes);
    if (!known) act({ type: 'add', box: plain(box), label: box.label });
    else {
      if (iou(known.box, box) < SAME) act({ type: 'reshape', box: known.id, to: plain(box) });
      act({ type: 'relabel', box: known.id, label: box.label });
      act({ type: 'accept', box: known.id });
    }
    confirmed.add(known?.id ?? next.now.boxes.at(-1)?.id ?? '');
  }
  if (photo.reviewed) {
    const denied = next.now.boxes.filter((box) => box.predicted !== null && !confirmed.has(box.id));
    for (const box of denied) act({ type: 'reject', box: box.id });
  }
  if (photo.comment && next.now.comment === '') act({ type: 'comment', text: photo.comment });
  return act({ type: 'commit' });
}

const plain = ({ x0, y0, x1, y1 }: Box): Box => ({ x0, y0, x1, y1 });

/** The box here that an imported one speaks of: the one it corrects, or one that lies in the same place. */
function twinOf(box: DatasetBox, here: readonly HumanBox[]): HumanBox | undefined {
  const linked = box.link === undefined ? undefined : here.find((one) => one.predicted === box.link);
  return linked ?? here.find((one) => one.label === box.label && iou(one.box, box) >= SAME);
}
