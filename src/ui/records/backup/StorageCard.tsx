import { useT } from '../../hooks/app';
import { Icon, type IconName } from '../../shell/icons';
import { useFormats } from '../formats';
import { useBackup, useScreens, useStorage } from '../screens';

const SIGNS: Record<string, IconName> = { durable: 'lock', evictable: 'check', memory: 'warning' };

/** Whether the data will still be there tomorrow, said in words, and what to do if not. */
export function StorageCard() {
  const t = useT();
  const { bytes } = useFormats();
  const { backup } = useScreens();
  const { state, usage, quota, unsaved, error, damage } = useStorage((status) => status);
  const kept = useBackup((one) => one.kept);
  return (
    <section className="card" aria-labelledby="storage-title" data-testid="storage" data-state={state}>
      <h3 id="storage-title">{t('records.storage.title')}</h3>
      <p className="storage-state" role="status">
        <Icon name={SIGNS[state] ?? 'clock'} size={26} />
        {t(`records.storage.${state}`)}
      </p>
      <p>{t(`records.storage.${state}.note`)}</p>
      {state === 'memory' && <p>{t('records.storage.unsaved', unsaved)}</p>}
      {error && <p>{t(`records.error.${error.code}`, { file: error.details.file ?? '' })}</p>}
      {damage && <p>{t('records.storage.damage', { index: damage.index })}</p>}
      {usage !== null && quota !== null && quota > 0 ? (
        <>
          <meter
            className="usage"
            min={0}
            max={quota}
            high={quota * 0.8}
            value={usage}
            aria-label={t('records.storage.usage', { usage: bytes(usage), quota: bytes(quota) })}
          />
          <p className="fine" data-testid="storage-usage">
            {t('records.storage.usage', { usage: bytes(usage), quota: bytes(quota) })}
          </p>
        </>
      ) : (
        <p className="fine">{t('records.storage.usage.unknown')}</p>
      )}
      <div className="actions">
        {state === 'evictable' && (
          <button
            type="button"
            className="button primary"
            data-testid="persist"
            onClick={() => void backup.getState().persist()}
          >
            <Icon name="lock" size={20} />
            {t('records.storage.persist')}
          </button>
        )}
        {state === 'memory' && (
          <button type="button" className="button primary" onClick={() => void backup.getState().refresh()}>
            <Icon name="repeat" size={20} />
            {t('records.storage.retry')}
          </button>
        )}
      </div>
      <p aria-live="polite">{kept === false && t('records.storage.persist.no')}</p>
    </section>
  );
}
