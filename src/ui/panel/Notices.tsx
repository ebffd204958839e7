import type { AppErrorCode } from '../../state/app-error';
import { useApp, useEngine, useSession, useT } from '../hooks/app';
import { ErrorCard } from '../shell/ErrorCard';
import { LoadCard } from './LoadCard';

/** After these, trying again cannot help without loading the page anew. */
const NEEDS_RELOAD: readonly AppErrorCode[] = ['no-webgpu', 'weights-format', 'internal'];
const NO_RETRY: readonly AppErrorCode[] = ['no-webgpu', 'weights-format', 'photo', 'question', 'limits'];

/** What stands in the way of an answer: the model is loading, the GPU is recovering, or something failed. */
export function Notices() {
  const t = useT();
  const { engine, session } = useApp();
  const phase = useEngine((state) => state.phase);
  const engineError = useEngine((state) => state.error);
  const sessionError = useSession((state) => state.error);

  if (phase === 'loading' || phase === 'cold') return <LoadCard />;
  if (phase === 'recovering') {
    return (
      <div className="load-card" role="status">
        <span className="spinner" />
        <div>
          <p className="load-title">{t('recover.title')}</p>
          <p className="load-note">{t('recover.note')}</p>
        </div>
      </div>
    );
  }
  const error = sessionError ?? (phase === 'failed' ? engineError : null);
  if (!error) return null;
  const retry = () => void (sessionError ? session.getState().again() : engine.getState().load());
  return (
    <ErrorCard error={error} onClose={sessionError ? () => session.getState().dismissError() : undefined}>
      {!NO_RETRY.includes(error.code) && (
        <button type="button" className="button primary" data-testid="retry-button" onClick={retry}>
          {t('error.retry')}
        </button>
      )}
      {NEEDS_RELOAD.includes(error.code) && (
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {t('error.reload')}
        </button>
      )}
    </ErrorCard>
  );
}
