import { useEffect } from 'react';
import { useApp } from '../hooks/app';
import { released, shortcut } from './shortcuts';

/** Where letters are text, and Enter is the control's own. */
const TYPING = 'input, textarea, select, [contenteditable], [role="textbox"]';
const OWN_ENTER = 'button, a, summary, [role="button"], [role="switch"]';

/** The keyboard, for the photo on the screen; `onHelp` opens the list of shortcuts. */
export function useReviewKeys(onHelp: () => void, onComment: () => void): void {
  const app = useApp();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event)) return;
      const target = event.target instanceof Element ? event.target : null;
      if ((event.key === 'Enter' || event.key === ' ') && target?.closest(OWN_ENTER)) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const action =
        plain && event.key === '?'
          ? onHelp
          : plain && event.key.toLowerCase() === 'c' && app.photos.getState().photo
            ? onComment
            : shortcut(app, event);
      if (!action) return;
      event.preventDefault();
      action();
    };
    const release = (event: KeyboardEvent) => released(app, event.key);
    // Keys let go in another window are never heard of.
    const away = () => {
      released(app, 'h');
      released(app, 'ArrowLeft');
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('keydown', press, { signal });
    window.addEventListener('keyup', release, { signal });
    window.addEventListener('blur', away, { signal });
    return () => stop.abort();
  }, [app, onHelp, onComment]);
}

/** Also while the IME composes: its Enter confirms kanji. 229 is what some browsers say instead. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  if (document.querySelector('dialog[open], [aria-modal="true"]')) return true;
  return event.target instanceof Element && event.target.closest(TYPING) !== null;
}
