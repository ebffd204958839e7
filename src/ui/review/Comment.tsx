import type { KeyboardEvent } from 'react';
import { useApp, useT } from '../hooks/app';
import { useReview } from '../hooks/use-review';

/** A remark for the log; one step of undo, whatever was typed. */
export function Comment() {
  const t = useT();
  const { review } = useApp();
  const comment = useReview()?.now.comment ?? '';
  const { act, setCommenting } = review.getState();
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return;
    event.preventDefault();
    event.currentTarget.blur();
    setCommenting(false);
  };
  return (
    <textarea
      className="comment"
      data-testid="comment-input"
      rows={2}
      maxLength={2000}
      autoFocus
      value={comment}
      aria-label={t('review.comment')}
      placeholder={t('review.comment.placeholder')}
      onFocus={() => act({ type: 'begin' })}
      onChange={(event) => act({ type: 'comment', text: event.target.value })}
      onBlur={() => act({ type: 'commit' })}
      onKeyDown={keys}
    />
  );
}
