import type { Translate } from '../i18n';
import type { SelftestRow } from '../worker/selftest/protocol';
import type { Selftest } from './selftest';

/** Every case of the self-test, and the result of all. */
export function SelftestCard({ t, selftest }: { t: Translate; selftest: Selftest }) {
  const { state, rows, cases, error } = selftest;
  const failed = rows.filter(({ failure }) => failure !== null).length;
  const said = {
    running: t('diag.test.running', { done: rows.length, total: cases }),
    passed: t('diag.test.passed', { total: cases }),
    failed: error ? t('diag.test.stopped') : t('diag.test.failed', { failed }),
  }[state];
  return (
    <section className="diagnostics-card" data-testid="selftest" data-state={state}>
      <h2>{t('diag.test')}</h2>
      <p className="diagnostics-result" role="status">
        {said}
      </p>
      {error && (
        <p>
          {t(`error.${error.code}.title`)} {t(`error.${error.code}.fix`)} <code>{error.message}</code>
        </p>
      )}
      <table>
        <thead>
          <tr>
            {(['diag.op', 'diag.case', 'diag.error', 'diag.limit', 'diag.result'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.op} ${row.name}`} t={t} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ t, row }: { t: Translate; row: SelftestRow }) {
  const { op, name, error, limit, failure } = row;
  const pass = failure === null;
  return (
    <tr data-testid="selftest-row" data-op={op} data-pass={pass}>
      <th scope="row">{op}</th>
      <td>
        {name}
        {failure && <p className="diagnostics-failure">{failure}</p>}
      </td>
      <td>{short(error)}</td>
      <td>{short(limit)}</td>
      <td>{t(pass ? 'diag.pass' : 'diag.fail')}</td>
    </tr>
  );
}

const short = (value: number) => (Number.isFinite(value) ? value.toExponential(1) : '∞');
