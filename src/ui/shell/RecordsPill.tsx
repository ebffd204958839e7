import { useStore } from 'zustand';
import { useApp, useT } from '../hooks/app';
import { Icon } from './icons';

/** Whether what is done here is kept. A tap does what can be done about it. */
export function RecordsPill() {
  const t = useT();
  const { records } = useApp();
  const state = useStore(records.status, (status) => status.state);
  const unsaved = useStore(
    records.status,
    ({ unsaved: { entries, photos, reviews } }) => entries + photos + reviews,
  );
  const text = state === 'memory' ? t('kept.memory', { count: unsaved }) : t(`kept.${state}`);
  const note = state === 'opening' ? undefined : t(`kept.${state}.note`);
  const act = () => {
    if (state === 'evictable') void records.persist();
    if (state === 'memory') void records.flush();
  };
  return (
    <button
      type="button"
      className="kept"
      data-testid="records-status"
      data-state={state}
      title={note}
      aria-label={note ? `${text}. ${note}` : text}
      onClick={act}
    >
      <Icon name={state === 'memory' ? 'warning' : 'disk'} size={16} />
      <span role="status">{text}</span>
    </button>
  );
}
