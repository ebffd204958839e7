import { useState } from 'react';
import type { Translate } from '../i18n';
import { reportText } from './report';
import type { Selftest } from './selftest';

/** Puts everything on the clipboard; where a browser refuses, the text can be selected. */
export function CopyReport({ t, selftest }: { t: Translate; selftest: Selftest }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const [text, setText] = useState('');
  const copy = async () => {
    const { isSecureContext: secureContext, crossOriginIsolated } = window;
    const { userAgent } = navigator;
    const report = reportText(selftest, { userAgent, secureContext, crossOriginIsolated }, new Date());
    setText(report);
    try {
      await navigator.clipboard.writeText(report);
      setCopied(true);
    } catch {
      setCopied(false); // no permission, or (without https) no clipboard
    }
  };
  return (
    <div className="diagnostics-copy">
      <button
        type="button"
        className="button primary"
        data-testid="copy-report"
        disabled={selftest.state === 'running'}
        onClick={() => void copy()}
      >
        {t('diag.copy')}
      </button>
      <span role="status">{copied !== null && t(copied ? 'diag.copied' : 'diag.copy.failed')}</span>
      {text && (
        <textarea
          data-testid="report"
          readOnly
          rows={copied ? 3 : 12}
          value={text}
          aria-label={t('diag.json')}
        />
      )}
    </div>
  );
}
