import { useApp, useSession, useT } from '../hooks/app';
import { Icon } from '../shell/icons';

/** The question the answer belongs to, and the way to ask it again. */
export function Asked() {
  const t = useT();
  const { session } = useApp();
  const question = useSession((state) => state.question);
  const over = useSession((state) => state.phase === 'done' || state.phase === 'cancelled');
  return (
    <div className="asked">
      <Icon name="speech" size={20} />
      <p>
        <span className="visually-hidden">{t('answer.question')}: </span>
        {question}
      </p>
      {over && (
        <button
          type="button"
          className="button quiet"
          data-testid="again-button"
          onClick={() => void session.getState().again()}
        >
          <Icon name="repeat" size={20} />
          {t('answer.again')}
        </button>
      )}
    </div>
  );
}
