import type { Verification } from '../../../inspection/log';
import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FailureCard } from '../FailureCard';
import { useFormats } from '../formats';
import { useLogView, useScreens } from '../screens';

/** How a verification goes and ends; read out by screen readers. */
export function VerifyResult() {
  const t = useT();
  const { log } = useScreens();
  const check = useLogView((state) => state.check);
  const close = () => log.getState().dismissCheck();
  return (
    <div aria-live="polite">
      {check?.phase === 'failed' && <FailureCard failure={check.failure} onClose={close} />}
      {check?.phase === 'running' && (
        <p className="note-line" data-testid="verify-running">
          <span className="spinner" />
          {check.total > 0
            ? t('records.verify.running', { done: check.done, total: check.total })
            : t('records.verify.reading')}
        </p>
      )}
      {check?.phase === 'done' && (
        <div
          className="verify-result"
          data-testid="verify-result"
          data-ok={check.result.ok}
          {...(!check.result.ok && { 'data-index': check.result.index })}
        >
          <Icon name={check.result.ok ? 'check' : 'warning'} size={28} />
          <div className="verify-text">
            <p className="fine">{check.file ?? t('records.verify.where.device')}</p>
            <Result result={check.result} />
          </div>
          <button
            type="button"
            className="button quiet square"
            aria-label={t('records.dismiss')}
            onClick={close}
          >
            <Icon name="cross" size={22} />
          </button>
        </div>
      )}
    </div>
  );
}

function Result({ result }: { result: Verification }) {
  const t = useT();
  const { number } = useFormats();
  if (!result.ok) {
    return (
      <>
        <p className="verify-title">{t('records.verify.broken', { index: result.index })}</p>
        <p>{t(`records.verify.reason.${result.reason}`)}</p>
        {result.index > 0 && <p>{t('records.verify.intact', { count: number(result.index) })}</p>}
        <p className="fine hash">{result.detail}</p>
      </>
    );
  }
  if (result.entries === 0) return <p className="verify-title">{t('records.verify.empty')}</p>;
  return (
    <>
      <p className="verify-title">{t('records.verify.ok', { count: number(result.entries) })}</p>
      <p className="hash">
        {t('records.verify.head')} <code data-testid="head-hash">{result.head.hash}</code>
      </p>
      <p className="fine">{t('records.verify.head.note')}</p>
    </>
  );
}
