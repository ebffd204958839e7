import { canRedo, canUndo } from '../../inspection/review';
import { useApp, useReviews, useT } from '../hooks/app';
import { useReview } from '../hooks/use-review';
import { Icon, type IconName } from '../shell/icons';
import { conclude } from './use-verdict-actions';

/** Everything that is not a verdict. */
export function Tools({ ready }: { ready: boolean }) {
  const t = useT();
  const app = useApp();
  const review = useReview();
  const drawing = useReviews((state) => state.drawing);
  const commenting = useReviews((state) => state.commenting);
  const { act, setDrawing, setCommenting } = app.review.getState();
  return (
    <div className="review-tools" role="toolbar" aria-label={t('review.title')}>
      <Tool
        id="add-button"
        icon="plus"
        label={t('review.add')}
        pressed={drawing}
        wide
        onClick={() => setDrawing(!drawing)}
      />
      <Tool
        id="undo-button"
        icon="undo"
        label={t('review.undo')}
        disabled={!review || !canUndo(review)}
        onClick={() => act({ type: 'undo' })}
      />
      <Tool
        id="redo-button"
        icon="redo"
        label={t('review.redo')}
        disabled={!review || !canRedo(review)}
        onClick={() => act({ type: 'redo' })}
      />
      <Tool
        id="comment-button"
        icon="comment"
        label={t('review.comment')}
        pressed={commenting || (review?.now.comment ?? '') !== ''}
        onClick={() => setCommenting(!commenting)}
      />
      <Tool
        id="skip-button"
        icon="skip"
        label={t('review.skip')}
        disabled={!ready}
        onClick={() => void conclude(app, 'skip')}
      />
    </div>
  );
}

interface ToolProps {
  id: string;
  icon: IconName;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  disabled?: boolean;
  /** With its name beside it. */
  wide?: boolean;
}

export function Tool({ id, icon, label, onClick, pressed, disabled, wide = false }: ToolProps) {
  return (
    <button
      type="button"
      className={wide ? 'button tool wide' : 'button tool'}
      data-testid={id}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={22} />
      {wide && <span>{label}</span>}
    </button>
  );
}
