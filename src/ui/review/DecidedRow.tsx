import { useEffect } from 'react';
import type { ReasonCode } from '../../inspection/log';
import { statusOfItem } from '../../state/queue-item';
import { useApp, usePhotos, useQueue, useReviews, useSession, useT } from '../hooks/app';
import { Icon } from '../shell/icons';

const REASONS: readonly ReasonCode[] = [
  'false-alarm',
  'misplaced',
  'wrong-label',
  'missed',
  'bad-photo',
  'other',
];
/** Long enough to read, and to choose a reason; the decision itself is written already. */
const SHOWN_MS = { accept: 5000, correct: 5000, skip: 5000, reject: 15_000 };

/** What has just been decided about the photo before, in place of the ready questions: a reason, and the way back. */
export function DecidedRow() {
  const t = useT();
  const { review, queue } = useApp();
  const decided = useReviews((state) => state.decided);
  const allDone = useAllDone();
  const elsewhere = usePhotos((state) => state.id !== decided?.ref);
  const { dismissDecided, giveReason } = review.getState();
  useEffect(() => {
    if (!decided) return;
    const timer = setTimeout(dismissDecided, SHOWN_MS[decided.verdict]);
    return () => clearTimeout(timer);
  }, [decided, dismissDecided]);
  if (!decided) return null;
  return (
    <div className="decided" role="status" data-testid="decided" data-verdict={decided.verdict}>
      <p>
        <Icon name={decided.verdict === 'reject' ? 'cross' : 'check'} size={22} />
        {t(`decided.${decided.verdict}`)}
        {allDone && <span>{t('decided.all')}</span>}
      </p>
      {decided.verdict === 'reject' &&
        REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className="chip"
            data-testid="reason-button"
            data-reason={reason}
            aria-pressed={decided.reason === reason}
            onClick={() => void giveReason(reason)}
          >
            {t(`reason.${reason}`)}
          </button>
        ))}
      {elsewhere && (
        <button
          type="button"
          className="chip back"
          data-testid="back-button"
          onClick={() => {
            dismissDecided();
            void queue.getState().show(decided.ref);
          }}
        >
          {t('decided.back')}
        </button>
      )}
    </div>
  );
}

function useAllDone(): boolean {
  const items = useQueue((state) => state.items);
  const conversations = useSession((state) => state.conversations);
  const reviews = useReviews((state) => state.reviews);
  return (
    items.length > 1 &&
    items.every(({ ref }) => statusOfItem(conversations.get(ref), reviews.get(ref)).state === 'reviewed')
  );
}
