import { useReviews, useSession, useT } from '../hooks/app';
import { useReview } from '../hooks/use-review';
import { DecidedRow } from '../review/DecidedRow';
import { ReviewBar } from '../review/ReviewBar';
import { Asked } from './Asked';
import { Chips } from './Chips';
import { Composer } from './Composer';
import { Notices } from './Notices';
import { Timeline } from './Timeline';
import { VerdictBanner } from './VerdictBanner';

/** The right (or lower) part of the page: question and answer. */
export function Panel() {
  const t = useT();
  const begun = useSession((state) => state.phase !== 'idle');
  // Whoever boxes a defect without asking can record it all the same.
  const own = useReview() !== undefined;
  const drawing = useReviews((state) => state.drawing);
  const decided = useReviews((state) => state.decided !== null);
  return (
    <section className={begun ? 'panel' : 'panel fresh'} aria-label={t('answer.title')}>
      <div className="panel-scroll">
        <Notices />
        {begun ? (
          <div className="answer" data-testid="answer">
            <div className="answer-head">
              <VerdictBanner />
              <ReviewBar />
            </div>
            <Asked />
            <Timeline />
          </div>
        ) : (
          <div className="welcome">
            {(own || drawing) && <ReviewBar />}
            <h2>{t('ask.title')}</h2>
            <p>{t('ask.hint')}</p>
            <Chips large />
          </div>
        )}
      </div>
      <div className="composer">
        {decided ? <DecidedRow /> : begun && <Chips />}
        <Composer />
      </div>
    </section>
  );
}
