import type { ReactNode } from 'react';
import { dictionaries, fill } from '../../i18n';
import type { AppError } from '../../state/app-error';
import { useSettings, useT } from '../hooks/app';
import { Icon } from './icons';

interface ErrorCardProps {
  error: AppError;
  onClose?: () => void;
  children?: ReactNode;
}

/** What went wrong, what to do about it, and the buttons to do it with. */
export function ErrorCard({ error, onClose, children }: ErrorCardProps) {
  const t = useT();
  const texts = dictionaries[useSettings((state) => state.lang)];
  return (
    <div className="error-card" role="alert" data-testid="error" data-code={error.code}>
      <Icon name="warning" size={28} />
      <div className="error-body">
        <p className="error-title">{fill(texts[`error.${error.code}.title`], error.params)}</p>
        <p className="error-fix">{fill(texts[`error.${error.code}.fix`], error.params)}</p>
        {error.detail && (
          <details className="error-detail">
            <summary>{t('error.details')}</summary>
            <code>
              {error.code}: {error.detail}
            </code>
          </details>
        )}
        {children && <div className="error-actions">{children}</div>}
      </div>
      {onClose && (
        <button type="button" className="button quiet square" aria-label={t('error.close')} onClick={onClose}>
          <Icon name="cross" size={22} />
        </button>
      )}
    </div>
  );
}
