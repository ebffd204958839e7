import { useEffect, useRef } from 'react';
import type { LogEntry } from '../../../inspection/log';
import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';

/** The whole entry, as it stands in the file. */
export function EntryDetail({ entry, onClose }: { entry: LogEntry; onClose: () => void }) {
  const t = useT();
  const close = useRef<HTMLButtonElement>(null);
  // Braces: scrolling returns a promise in newer browsers, and React would call it as the clean-up.
  useEffect(() => {
    close.current?.scrollIntoView({ block: 'nearest' });
  }, [entry]);
  return (
    <section className="entry" aria-labelledby="entry-title" data-testid="log-entry">
      <header className="entry-head">
        <h3 id="entry-title">{t('records.log.detail', { seq: entry.seq })}</h3>
        <button
          ref={close}
          type="button"
          className="button quiet square"
          aria-label={t('records.log.detail.close')}
          onClick={onClose}
        >
          <Icon name="cross" size={22} />
        </button>
      </header>
      <pre className="entry-json" tabIndex={0}>
        {JSON.stringify(entry, null, 1)}
      </pre>
    </section>
  );
}
