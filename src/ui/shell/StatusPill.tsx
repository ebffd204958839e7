import { statusOf, type Status } from '../../state/status';
import { useEngine, useSession, useT } from '../hooks/app';

/** One word about what the page is doing, for people, screen readers and tests. */
export function StatusPill() {
  const t = useT();
  const phase = useEngine((state) => state.phase);
  const progress = useEngine((state) => state.progress);
  const sessionPhase = useSession((state) => state.phase);
  const status = statusOf({ phase, progress }, { phase: sessionPhase });
  const percent = progress && progress.total > 0 ? Math.floor((100 * progress.loaded) / progress.total) : 0;
  const text =
    status === 'loading' ? t('status.loading', { percent }) : t(`status.${status}` satisfies PlainKey);
  return (
    <p className="status-pill" data-testid="status" data-state={status} role="status">
      <span className="status-dot" />
      <span className="status-text">{text}</span>
    </p>
  );
}

type PlainKey = `status.${Exclude<Status, 'loading'>}`;
