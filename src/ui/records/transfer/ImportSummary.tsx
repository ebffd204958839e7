import { dictionaries, fill } from '../../../i18n';
import type { ImportPlan } from '../../../state/records/import-read';
import { useSettings, useT } from '../../hooks/app';
import { useImport, useScreens } from '../screens';

/** Names shown before "and 20 more". */
const SHOWN = 8;

/** What the file would bring, what of it fits, and what to know before taking it over. */
export function ImportSummary({ plan }: { plan: ImportPlan }) {
  const t = useT();
  const texts = dictionaries[useSettings((state) => state.lang)];
  const { importing } = useScreens();
  const phase = useImport((state) => state.phase);
  const file = useImport((state) => state.file);
  const { format, photos, boxes, placed, unplaced, undecided, newLabels, warnings } = plan;
  const notes = [
    ...warnings.map(({ code, count, params }) =>
      fill(texts[`records.warning.${code}`], { ...params, count }),
    ),
    ...(undecided > 0 ? [t('records.import.undecided', { count: undecided })] : []),
    ...(newLabels.length > 0 ? [t('records.import.newLabels', { labels: shorten(newLabels) })] : []),
  ];
  return (
    <div className="summary" data-testid="import-summary" data-format={format}>
      <p className="fine">{file}</p>
      <p className="summary-title">
        {t('records.import.summary', { format: t(`records.format.${format}`), photos, boxes })}
      </p>
      <p>{t('records.import.placed', { count: placed.length })}</p>
      {unplaced.length > 0 && (
        <details open={unplaced.length <= SHOWN} data-testid="import-unplaced">
          <summary>{t('records.import.unplaced', { count: unplaced.length })}</summary>
          <ul className="bullets">
            {unplaced.slice(0, SHOWN).map(({ name, why }, index) => (
              <li key={index}>
                {name} — {t(`records.import.unplaced.${why}`)}
              </li>
            ))}
            {unplaced.length > SHOWN && (
              <li>{t('records.import.more', { count: unplaced.length - SHOWN })}</li>
            )}
          </ul>
        </details>
      )}
      {notes.length > 0 && (
        <div data-testid="import-warnings">
          <h4>{t('records.import.warnings')}</h4>
          <ul className="bullets">
            {notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {phase === 'planned' && (
        <>
          <p className="fine">{t('records.import.note')}</p>
          <div className="actions">
            <button
              type="button"
              className="button primary"
              data-testid="import-apply"
              disabled={placed.length === 0}
              onClick={() => void importing.getState().apply()}
            >
              {t('records.import.apply', { count: placed.length })}
            </button>
            <button type="button" className="button" onClick={() => importing.getState().dismiss()}>
              {t('records.cancel')}
            </button>
          </div>
        </>
      )}
    </div>
  );
}

const shorten = (labels: readonly string[]) =>
  labels.length > SHOWN ? `${labels.slice(0, SHOWN).join(', ')} …` : labels.join(', ');
