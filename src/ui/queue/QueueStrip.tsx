import { useEffect, useRef } from 'react';
import { statusOfItem } from '../../state/queue-item';
import { usePhotos, useQueue, useReviews, useSession, useSettings, useT } from '../hooks/app';
import { QueueTile } from './QueueTile';

/** The tray of photos, and how far each is. Not there for a single photo. */
export function QueueStrip() {
  const t = useT();
  const items = useQueue((state) => state.items);
  const reading = useQueue((state) => state.reading);
  const current = usePhotos((state) => state.id);
  const conversations = useSession((state) => state.conversations);
  const reviews = useReviews((state) => state.reviews);
  const chosen = useSettings((state) => state.chosenThreshold);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [current]);

  const statuses = items.map(({ ref }) => statusOfItem(conversations.get(ref), reviews.get(ref), chosen));
  const total = items.length + reading.length;
  if (total === 0 || (total === 1 && items[0]?.ref === current) || (items.length === 0 && total === 1))
    return null;
  const done = statuses.filter(({ state }) => state === 'reviewed').length;
  return (
    <nav className="queue" aria-label={t('queue.title')}>
      <p className="queue-count" data-testid="queue-count">
        {t('queue.count', { done, total })}
      </p>
      <ol ref={list}>
        {items.map((item, index) => (
          <QueueTile
            key={item.ref}
            item={item}
            number={index + 1}
            status={statuses[index]}
            current={item.ref === current}
          />
        ))}
        {reading.map(({ key, name }) => (
          <li key={key} className="queue-reading" aria-label={t('queue.reading', { name })}>
            <span className="spinner" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
