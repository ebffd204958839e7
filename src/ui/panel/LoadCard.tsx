import { useEngine, useT } from '../hooks/app';

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

/** How far the model is; everything else on the page works meanwhile. */
export function LoadCard() {
  const t = useT();
  const progress = useEngine((state) => state.progress);
  const part = progress && progress.total > 0 ? Math.min(1, progress.loaded / progress.total) : 0;
  const phase = progress?.phase ?? 'download';
  return (
    <div className="load-card column">
      <p className="load-title">{t('load.title')}</p>
      <progress className="load-progress" max={1} value={part} aria-label={t(`load.${phase}`)} />
      <p className="load-phase">
        <span>{t(`load.${phase}`)}</span>
        {progress && phase !== 'compile' && (
          <span>
            {t('load.bytes', { loaded: megabytes(progress.loaded), total: megabytes(progress.total) })}
          </span>
        )}
        {progress && phase === 'compile' && (
          <span>
            {progress.loaded} / {progress.total}
          </span>
        )}
      </p>
      <p className="load-note">{t('load.note')}</p>
    </div>
  );
}
