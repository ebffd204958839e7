import type { ItemStatus, QueueItem } from '../../state/queue-item';
import { useApp, useT } from '../hooks/app';
import { Icon } from '../shell/icons';

interface QueueTileProps {
  item: QueueItem;
  number: number;
  status: ItemStatus;
  current: boolean;
}

/** A photo of the tray: its picture, the verdict as a coloured word, a tick once it has been reviewed. */
export function QueueTile({ item, number, status, current }: QueueTileProps) {
  const t = useT();
  const { queue } = useApp();
  const { state, verdict } = status;
  const told = [t(`queue.state.${state}`), verdict && t(`verdict.${verdict}`)].filter(Boolean).join(' ');
  return (
    <li>
      <button
        type="button"
        className="queue-item"
        data-testid="queue-item"
        data-state={state}
        data-verdict={verdict ?? 'none'}
        aria-current={current ? 'true' : undefined}
        aria-label={t('queue.item', { number, name: item.name, state: told })}
        title={item.name}
        onClick={() => void queue.getState().show(item.ref)}
      >
        {item.thumbnail ? (
          <img src={item.thumbnail} alt="" draggable={false} />
        ) : (
          <Icon name="photo" size={28} />
        )}
        <span className="queue-badge" aria-hidden="true">
          {state === 'asking' && <span className="spinner" />}
          {state === 'failed' && <Icon name="warning" size={16} />}
          {state === 'reviewed' && <Icon name="check" size={16} />}
          {verdict && <span>{t(`verdict.${verdict}`)}</span>}
        </span>
      </button>
    </li>
  );
}
