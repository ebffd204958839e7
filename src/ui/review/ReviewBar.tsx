import { useApp, useReviews, useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import { BoxTools } from './BoxTools';
import { Comment } from './Comment';
import { Threshold } from './Threshold';
import { Tools } from './Tools';
import { conclude, useOutlook } from './use-verdict-actions';

/** What a person makes of the answer: always in sight under the verdict, each thing one tap. */
export function ReviewBar() {
  const t = useT();
  const app = useApp();
  const { ready, corrects, standing, done } = useOutlook();
  const commenting = useReviews((state) => state.commenting);
  const editing = useReviews((state) => state.selected !== null || state.drawing);
  return (
    <section className="review" aria-label={t('review.title')} data-done={done}>
      {done && (
        <p className="review-done">
          <Icon name="check" size={18} />
          {t('review.done')}
        </p>
      )}
      <div className="review-verdict">
        <button
          type="button"
          className="button accept"
          data-testid="accept-button"
          disabled={!ready}
          onClick={() => void conclude(app, 'accept')}
        >
          <Icon name="check" size={26} />
          <span>
            <b>{t(corrects ? 'review.save' : 'review.accept')}</b>
            <small>
              {standing > 0 ? t('review.accept.fail', { count: standing }) : t('review.accept.pass')}
            </small>
          </span>
        </button>
        <button
          type="button"
          className="button reject"
          data-testid="reject-button"
          disabled={!ready}
          onClick={() => void conclude(app, 'reject')}
        >
          <Icon name="cross" size={26} />
          <span>
            <b>{t('review.reject')}</b>
            <small>{t('review.reject.note')}</small>
          </span>
        </button>
      </div>
      <Tools ready={ready} />
      {commenting && <Comment />}
      {editing ? <BoxTools /> : <Threshold />}
    </section>
  );
}
