import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FailureCard } from '../FailureCard';
import { FileButton } from '../FileButton';
import { useFormats } from '../formats';
import { useBackup, useScreens, useStorage } from '../screens';
import { Busy } from './Busy';
import { CandidateCard } from './CandidateCard';

/** From a file back: verified first, and nothing changed before the person says so. */
export function RestoreCard() {
  const t = useT();
  const { number } = useFormats();
  const { backup } = useScreens();
  const phase = useBackup((state) => state.phase);
  const candidate = useBackup((state) => state.candidate);
  const restored = useBackup((state) => state.restored);
  const failure = useBackup((state) => state.failure);
  const opened = useStorage((state) => state.opened);
  return (
    <section className="card" aria-labelledby="restore-title">
      <h3 id="restore-title">{t('records.restore.title')}</h3>
      <p>{t('records.restore.note')}</p>
      <div className="actions">
        <FileButton
          accept=".zip,application/zip"
          testid="restore-choose"
          disabled={!opened || (phase !== 'idle' && phase !== 'asking')}
          onFiles={([file]) => void backup.getState().inspect(file)}
        >
          <Icon name="folder" size={20} />
          {t('records.restore.choose')}
        </FileButton>
      </div>
      <div aria-live="polite">
        {phase === 'inspecting' && <Busy text={t('records.restore.inspecting')} />}
        {phase === 'restoring' && (
          <p className="note-line">
            <span className="spinner" />
            {t('records.restore.running')}
          </p>
        )}
        {failure && <FailureCard failure={failure} onClose={() => backup.getState().dismiss()} />}
        {candidate && phase === 'asking' && <CandidateCard candidate={candidate} />}
        {restored !== null && (
          <div data-testid="restored">
            <p className="note-line good">
              <Icon name="check" size={22} />
              {t('records.restore.done', { count: number(restored) })}
            </p>
            <button type="button" className="button primary" onClick={() => window.location.reload()}>
              <Icon name="repeat" size={20} />
              {t('records.restore.reload')}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}
