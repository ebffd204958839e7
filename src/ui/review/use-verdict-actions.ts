import { decide } from '../../inspection/review';
import type { App } from '../../state/app';
import type { Conclusion } from '../../state/review-store';
import { usePhotos, useReviews, useSession, useSettings } from '../hooks/app';
import { useReview } from '../hooks/use-review';

/** Writes the decision, and brings up the next photo. */
export async function conclude(app: App, conclusion: Conclusion): Promise<void> {
  if (!canConclude(app)) return;
  askToKeep(app);
  if (await app.review.getState().conclude(conclusion)) await app.nextPhoto();
}

let askedToKeep = false;

/** Once, and within a tap: by now there is work that is worth keeping. Some browsers ask the person. */
function askToKeep({ records }: App) {
  if (askedToKeep || records.status.getState().state !== 'evictable') return;
  askedToKeep = true;
  void records.persist();
}

/** There is something to judge, and it is all there: an answer in the log, or a person's own boxes. */
export function canConclude({ review, session, photos }: App): boolean {
  const { phase } = session.getState();
  const { reviews, deciding, fresh } = review.getState();
  if (deciding || fresh || photos.getState().decoding) return false;
  return judgeable(phase, reviews.get(photos.getState().id ?? ''));
}

function judgeable(phase: string, review: ReturnType<typeof useReview>): boolean {
  if (!review || phase === 'queued' || phase === 'thinking') return false;
  return review.infer_ref !== null || review.now.boxes.length > 0;
}

export interface Outlook {
  ready: boolean;
  /** What Accept would write: nothing changed, or a correction; and how many boxes would stand. */
  corrects: boolean;
  standing: number;
  /** A decision has been made before. */
  done: boolean;
}

/** What the bar says before anybody taps. */
export function useOutlook(): Outlook {
  const review = useReview();
  const phase = useSession((state) => state.phase);
  const busy = useReviews((state) => state.deciding || state.fresh);
  const decoding = usePhotos((state) => state.decoding);
  const threshold = useSettings((state) => state.threshold);
  if (!review) return { ready: false, corrects: false, standing: 0, done: false };
  const draft = { ...review, now: { ...review.now, rejected: false } };
  const body = decide(draft, { threshold, reviewMs: 0, aiVisible: true });
  return {
    ready: !busy && !decoding && judgeable(phase, review),
    corrects: body.verdict !== 'accept',
    standing: body.boxes?.length ?? 0,
    done: review.decision !== null,
  };
}
