import { useEffect, useState } from 'react';
import { useApp, useEngine, useT } from '../../hooks/app';
import { useFormats } from '../formats';

/** How much room the model takes on this device, and deleting it, asked twice. */
export function ModelCard() {
  const t = useT();
  const { bytes } = useFormats();
  const { engine } = useApp();
  const kept = useEngine((state) => state.kept);
  const [size, setSize] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let current = true;
    const show = (bytes: number | null) => current && setSize(bytes);
    engine
      .getState()
      .keptBytes()
      .then(show, () => show(null));
    return () => void (current = false);
  }, [engine, kept]);

  const remove = async () => {
    setAsking(false);
    setFailed(false);
    try {
      await engine.getState().deleteKept();
      setSize(0);
    } catch {
      setFailed(true);
    }
  };

  if (size === null) return null;
  return (
    <section className="card" aria-labelledby="model-title" data-testid="model-card" data-bytes={size}>
      <h3 id="model-title">{t('pwa.model.title')}</h3>
      <p role="status">{size > 0 ? t('pwa.model.note', { size: bytes(size) }) : t('pwa.model.none')}</p>
      {failed && <p role="alert">{t('pwa.model.failed')}</p>}
      {asking && <p>{t('pwa.model.sure')}</p>}
      <div className="actions">
        {asking ? (
          <>
            <button
              type="button"
              className="button stop"
              data-testid="model-delete-yes"
              onClick={() => void remove()}
            >
              {t('pwa.model.yes')}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {t('pwa.model.no')}
            </button>
          </>
        ) : (
          size > 0 && (
            <button
              type="button"
              className="button"
              data-testid="model-delete"
              onClick={() => setAsking(true)}
            >
              {t('pwa.model.delete')}
            </button>
          )
        )}
      </div>
    </section>
  );
}
