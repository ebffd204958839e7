import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FailureCard } from '../FailureCard';
import { useFormats } from '../formats';
import { useExport } from '../screens';

/** How an export goes and ends; read out by screen readers. */
export function ExportResult() {
  const t = useT();
  const { bytes } = useFormats();
  const progress = useExport((state) => state.progress);
  const exported = useExport((state) => state.exported);
  const failure = useExport((state) => state.failure);
  return (
    <div aria-live="polite">
      {failure && <FailureCard failure={failure} />}
      {progress && (
        <p className="note-line">
          <span className="spinner" />
          {progress.total > 0
            ? t('records.export.progress', { done: progress.done, total: progress.total })
            : t('records.export.running')}
        </p>
      )}
      {exported && (
        <p className="note-line good" data-testid="export-done">
          <Icon name="check" size={22} />
          <span>
            {t('records.export.done', { file: exported.file, size: bytes(exported.bytes) })}
            {exported.missing > 0 && ` ${t('records.export.missing', { count: exported.missing })}`}
          </span>
        </p>
      )}
    </div>
  );
}
