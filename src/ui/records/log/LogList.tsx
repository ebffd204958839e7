import { useEffect, useRef } from 'react';
import type { LogEntry } from '../../../inspection/log';
import { useT } from '../../hooks/app';
import { useLogView } from '../screens';
import { LogRow } from './LogRow';
import { useWindow } from './use-window';

const ROW = 60;

interface LogListProps {
  shown: LogEntry | null;
  onShow: (entry: LogEntry) => void;
}

/** The entries, newest first. Only rows in view exist, so ten thousand scroll like ten. */
export function LogList({ shown, onShow }: LogListProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const found = useLogView((state) => state.found);
  const filter = useLogView((state) => state.filter);
  const total = useLogView((state) => state.total);
  const { start, end, onScroll } = useWindow(box, found.length, ROW);
  // Braces: scrolling returns a promise in newer browsers, and React would call it as the clean-up.
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [filter]);

  const rows: LogEntry[] = [];
  for (let place = start; place < end; place++) rows.push(found[found.length - 1 - place]);
  return (
    <div ref={box} className="log-list" data-testid="log-list" onScroll={onScroll}>
      {found.length === 0 && (
        <p className="log-none">{t(total === 0 ? 'records.log.empty' : 'records.log.none')}</p>
      )}
      <ul aria-label={t('records.log.list')} style={{ height: found.length * ROW }}>
        {rows.map((entry, index) => (
          <li
            key={entry.event_id}
            className="log-item"
            aria-setsize={found.length}
            aria-posinset={start + index + 1}
            style={{ height: ROW, transform: `translateY(${(start + index) * ROW}px)` }}
          >
            <LogRow entry={entry} pressed={entry.event_id === shown?.event_id} onShow={onShow} />
          </li>
        ))}
      </ul>
    </div>
  );
}
