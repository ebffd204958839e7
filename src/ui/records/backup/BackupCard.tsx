import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { useFormats } from '../formats';
import { useBackup, useScreens, useStorage } from '../screens';
import { Busy } from './Busy';

/** One tap, one file. */
export function BackupCard() {
  const t = useT();
  const { bytes, number } = useFormats();
  const { backup } = useScreens();
  const phase = useBackup((state) => state.phase);
  const saved = useBackup((state) => state.saved);
  const opened = useStorage((state) => state.opened);
  return (
    <section className="card" aria-labelledby="backup-title">
      <h3 id="backup-title">{t('records.backup.title')}</h3>
      <p>{t('records.backup.note')}</p>
      <div className="actions">
        <button
          type="button"
          className="button primary"
          data-testid="backup"
          disabled={phase !== 'idle' || !opened}
          onClick={() => void backup.getState().backup()}
        >
          <Icon name="download" size={20} />
          {t('records.backup.run')}
        </button>
      </div>
      <div aria-live="polite">
        {phase === 'writing' && <Busy text={t('records.backup.writing')} />}
        {saved && (
          <>
            <p className="note-line good" data-testid="backup-done">
              <Icon name="check" size={22} />
              {t('records.backup.saved', {
                file: saved.file,
                size: bytes(saved.bytes),
                entries: number(saved.entries),
              })}
            </p>
            <p className="hash">
              {t('records.verify.head')} <code>{saved.head.hash}</code>
            </p>
          </>
        )}
      </div>
    </section>
  );
}
