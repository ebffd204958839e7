import { dictionaries, fill } from '../../i18n';
import type { Failure } from '../../state/records/failure';
import { useSettings, useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import { useFormats } from './formats';

/** What went wrong in the records, and what to do about it. */
export function FailureCard({ failure, onClose }: { failure: Failure; onClose?: () => void }) {
  const t = useT();
  const formats = useFormats();
  const texts = dictionaries[useSettings((state) => state.lang)];
  const { code, params, detail } = failure;
  const named = Object.entries(params).map(([name, value]) => {
    if (name !== 'limit' || typeof value !== 'number') return [name, value] as const;
    return [name, code === 'too-large' ? formats.bytes(value) : formats.number(value)] as const;
  });
  return (
    <div className="error-card" role="alert" data-testid="records-error" data-code={code}>
      <Icon name="warning" size={28} />
      <div className="error-body">
        <p className="error-title">{t('records.error.title')}</p>
        <p className="error-fix">{fill(texts[`records.error.${code}`], Object.fromEntries(named))}</p>
        <details className="error-detail">
          <summary>{t('error.details')}</summary>
          <code>
            {code}: {detail}
          </code>
        </details>
      </div>
      {onClose && (
        <button
          type="button"
          className="button quiet square"
          aria-label={t('records.dismiss')}
          onClick={onClose}
        >
          <Icon name="cross" size={22} />
        </button>
      )}
    </div>
  );
}
