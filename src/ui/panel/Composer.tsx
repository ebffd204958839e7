import type { FormEvent, KeyboardEvent } from 'react';
import { useApp, useSession, useT } from '../hooks/app';
import { Icon } from '../shell/icons';

/** The engine takes 40 pieces of text; this is well within them for a sentence, and says stop before it does. */
const MAX_LENGTH = 120;

/** The question box. While an answer is being written, its button stops it. */
export function Composer() {
  const t = useT();
  const { session } = useApp();
  const draft = useSession((state) => state.draft);
  const busy = useSession((state) => state.phase === 'thinking' || state.phase === 'queued');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The keyboard goes back to the photo; on a tablet the one on the screen goes away.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void session.getState().ask(draft);
  };
  return (
    <form className="ask" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="question">
        {t('ask.label')}
      </label>
      <input
        id="question"
        className="question"
        type="text"
        autoComplete="off"
        enterKeyHint="send"
        maxLength={MAX_LENGTH}
        data-testid="question-input"
        placeholder={t('ask.placeholder')}
        value={draft}
        onChange={(event) => session.getState().setDraft(event.target.value)}
        onKeyDown={keepEnterForTheIme}
      />
      {busy ? (
        <button
          type="button"
          className="button stop"
          data-testid="cancel-button"
          onClick={() => session.getState().cancel()}
        >
          <Icon name="stop" size={22} />
          {t('answer.cancel')}
        </button>
      ) : (
        <button
          type="submit"
          className="button primary"
          data-testid="ask-button"
          disabled={draft.trim() === ''}
        >
          {t('ask.send')}
          <Icon name="send" size={22} />
        </button>
      )}
    </form>
  );
}

/** Enter that confirms kanji must not send the question. 229 is what some browsers say instead of isComposing. */
function keepEnterForTheIme(event: KeyboardEvent) {
  if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229))
    event.preventDefault();
}
