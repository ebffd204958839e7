import { useEffect, useRef } from 'react';
import { useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import { SHORTCUTS } from './shortcuts';

/** All that the keyboard can do; `?` opens it, Esc closes it. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const sheet = dialog.current;
    sheet?.showModal();
    return () => sheet?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="keys-sheet"
      data-testid="shortcut-sheet"
      aria-label={t('keys.title')}
      onCancel={(event) => {
        event.preventDefault(); // React takes it away
        onClose();
      }}
    >
      <header>
        <h2>{t('keys.title')}</h2>
        <button type="button" className="button quiet square" aria-label={t('keys.close')} onClick={onClose}>
          <Icon name="cross" size={22} />
        </button>
      </header>
      <dl>
        {SHORTCUTS.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
