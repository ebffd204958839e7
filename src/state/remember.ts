import { isType, projectPhotos, type LogBox, type LogEntry, type PhotoRecord } from '../inspection/log';
import { reduce, startReview, type PredictedBox, type Review } from '../inspection/review';
import { recalled, type Conversation } from './conversation';
import type { QueueItem } from './queue-item';

/** What the page had on it when it was closed. */
export interface Remembered {
  items: QueueItem[];
  conversations: Map<string, Conversation>;
  reviews: Map<string, Review>;
}

/** Photos that come back into the strip; the log has all of them. */
const MOST = 60;

/** A review's boxes out of an infer entry: what the answer found, not what the encoder merely proposed. */
export const predictionOf = (boxes: readonly LogBox[]): PredictedBox[] =>
  boxes
    .filter((box) => box.score_kind !== 'region')
    .map(({ id, label, score, x0, y0, x1, y1 }) => ({ id, label, score, x0, y0, x1, y1 }));

/** `loadReview`: as it was kept. What a tab that died had not kept is made up from the log. */
export async function remember(
  entries: readonly LogEntry[],
  loadReview: (ref: string) => Promise<Review | null>,
): Promise<Remembered> {
  const found: Remembered = { items: [], conversations: new Map(), reviews: new Map() };
  for (const record of projectPhotos(entries).slice(-MOST)) {
    if (!record.image) continue;
    const { width, height, name, source } = record.image;
    const { ref } = record;
    found.items.push({ ref, name, source, size: { width, height }, thumbnail: null, auto: true });
    // A decision made without the model leaves the answers out; the latest is worth showing all the same.
    const infer = record.infer ?? entries.filter(isType('infer')).findLast((one) => one.image_ref === ref);
    if (infer) found.conversations.set(ref, recalled(infer));
    found.reviews.set(ref, caughtUp(record, { width, height }, await loadReview(ref)));
  }
  return found;
}

function caughtUp({ ref, infer, decision }: PhotoRecord, size: Review['size'], kept: Review | null): Review {
  let review = kept ?? startReview({ image_ref: ref, size });
  if (infer && review.infer_ref === null) {
    review = reduce(review, {
      type: 'receive',
      infer_ref: infer.event_id,
      boxes: predictionOf(infer.boxes),
    });
  }
  if (decision && review.decision === null) {
    review = reduce(review, { type: 'decided', event_id: decision.event_id });
  }
  return review;
}
