import { useEffect } from 'react';
import { DATA_FORMATS, takesPhotos } from '../../../state/records/export-data';
import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { useExport, useScreens } from '../screens';
import { Choice } from './Choice';
import { ExportResult } from './ExportResult';
import { LossText } from './LossText';

const FORMATS = [...DATA_FORMATS, 'png', 'report'] as const;
const SELECTIONS = ['final', 'predicted', 'all'] as const;

/** Format, what to take, what gets lost, and out. */
export function ExportForm() {
  const t = useT();
  const { exporting } = useScreens();
  const format = useExport((state) => state.format);
  const selection = useExport((state) => state.selection);
  const withPhotos = useExport((state) => state.withPhotos);
  const counts = useExport((state) => state.counts);
  const progress = useExport((state) => state.progress);
  useEffect(() => {
    exporting.getState().refresh();
  }, [exporting]);
  const { choose, select, setWithPhotos, run, cancel } = exporting.getState();
  const data = format === 'png' || format === 'report' ? null : format;
  return (
    <section className="card" aria-labelledby="export-title">
      <h3 id="export-title">{t('records.export.title')}</h3>
      <fieldset className="choices" data-testid="export-formats">
        <legend>{t('records.export.format')}</legend>
        {FORMATS.map((one) => (
          <Choice
            key={one}
            name="export-format"
            value={one}
            checked={one === format}
            title={t(`records.format.${one}`)}
            note={t(`records.format.${one}.note`)}
            onChoose={() => choose(one)}
          />
        ))}
      </fieldset>
      {format !== 'png' && (
        <fieldset className="choices" data-testid="export-selections">
          <legend>{t('records.export.selection')}</legend>
          {SELECTIONS.map((one) => (
            <Choice
              key={one}
              name="export-selection"
              value={one}
              checked={one === selection}
              title={t(`records.selection.${one}`)}
              note={t(`records.selection.${one}.note`)}
              onChoose={() => select(one)}
            />
          ))}
        </fieldset>
      )}
      {data && takesPhotos(data) && (
        <div>
          <button
            type="button"
            role="switch"
            className="switch"
            data-testid="export-photos"
            aria-checked={withPhotos}
            onClick={() => setWithPhotos(!withPhotos)}
          >
            <span className="switch-track">
              <span className="switch-thumb" />
            </span>
            {t('records.export.photos')}
          </button>
          {withPhotos && <p className="fine">{t('records.export.photos.note')}</p>}
        </div>
      )}
      <LossText format={format} />
      <div className="actions">
        <button
          type="button"
          className="button primary"
          data-testid="export-run"
          disabled={progress !== null}
          onClick={() => void run()}
        >
          <Icon name="download" size={20} />
          {t(format === 'report' ? 'records.export.print' : 'records.export.run')}
        </button>
        {progress && (
          <button type="button" className="button" onClick={cancel}>
            {t('records.cancel')}
          </button>
        )}
        {format !== 'png' && (
          <p data-testid="export-count">
            {t('records.export.count', { photos: counts.photos, boxes: counts.boxes })}
          </p>
        )}
      </div>
      <ExportResult />
    </section>
  );
}
