import { useSession, useT } from '../hooks/app';
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
  return (
    <section className={begun ? 'panel' : 'panel fresh'} aria-label={t('answer.title')}>
      <div className="panel-scroll">
        <Notices />
        {begun ? (
          <div className="answer" data-testid="answer">
            <VerdictBanner />
            <Asked />
            <Timeline />
          </div>
        ) : (
          <div className="welcome">
            <h2>{t('ask.title')}</h2>
            <p>{t('ask.hint')}</p>
            <Chips large />
          </div>
        )}
      </div>
      <div className="composer">
        {begun && <Chips />}
        <Composer />
      </div>
    </section>
  );
}
