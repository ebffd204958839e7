import { useState, type DragEvent } from 'react';
import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FailureCard } from '../FailureCard';
import { FileButton } from '../FileButton';
import { useImport, useScreens } from '../screens';
import { ImportSummary } from './ImportSummary';

const ACCEPT = '.zip,.json,.xml,.txt,.yaml,.yml';

/** Annotations from elsewhere; files may be dropped here, too. */
export function ImportPane() {
  const t = useT();
  const { importing } = useScreens();
  const [over, setOver] = useState(false);
  const phase = useImport((state) => state.phase);
  const plan = useImport((state) => state.plan);
  const changed = useImport((state) => state.changed);
  const failure = useImport((state) => state.failure);
  const { read, dismiss } = importing.getState();
  const busy = phase === 'reading' || phase === 'applying';

  const hold = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!busy) void read([...event.dataTransfer.files]);
  };

  return (
    <section
      className="card import"
      aria-labelledby="import-title"
      data-over={over}
      data-testid="import"
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h3 id="import-title">{t('records.import.title')}</h3>
      <p className="fine">{t('records.import.hint')}</p>
      <FileButton
        accept={ACCEPT}
        multiple
        testid="import-choose"
        disabled={busy}
        onFiles={(files) => void read(files)}
      >
        <Icon name="folder" size={20} />
        {t('records.import.choose')}
      </FileButton>
      <div aria-live="polite">
        {busy && (
          <p className="note-line">
            <span className="spinner" />
            {t(phase === 'reading' ? 'records.import.reading' : 'records.import.applying')}
          </p>
        )}
        {failure && <FailureCard failure={failure} onClose={dismiss} />}
        {plan && phase !== 'failed' && <ImportSummary plan={plan} />}
        {phase === 'applied' && (
          <p className="note-line good" data-testid="import-applied">
            <Icon name="check" size={22} />
            {t('records.import.applied', { count: changed })}
          </p>
        )}
      </div>
    </section>
  );
}
