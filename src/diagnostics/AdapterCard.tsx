import type { Lang, Translate } from '../i18n';
import type { Selftest } from './selftest';

/** The adapter in its own words, and the limits that matter to the engine. */
export function AdapterCard({ t, lang, selftest }: { t: Translate; lang: Lang; selftest: Selftest }) {
  const { adapter, state } = selftest;
  const secure = window.isSecureContext;
  const facts: [string, string][] = [[t('diag.secure'), t(secure ? 'diag.secure.yes' : 'diag.secure.no')]];
  if (adapter) {
    const { fallback } = adapter;
    const known = fallback ? 'diag.fallback.yes' : 'diag.fallback.no';
    facts.push(
      [t('diag.vendor'), adapter.vendor],
      [t('diag.architecture'), adapter.architecture],
      [t('diag.description'), adapter.description || adapter.device],
      [t('diag.fallback'), t(fallback === null ? 'diag.fallback.unknown' : known)],
      [t('diag.features'), adapter.features.join(', ')],
    );
  }
  return (
    <section className="diagnostics-card" data-testid="adapter">
      <h2>{t('diag.adapter')}</h2>
      {!adapter && <p>{t(state === 'running' ? 'diag.adapter.wait' : 'diag.adapter.none')}</p>}
      <Facts facts={facts} />
      {adapter && (
        <>
          <h3>{t('diag.limits')}</h3>
          <Facts
            facts={Object.entries(adapter.limits).map(([name, value]) => [name, value.toLocaleString(lang)])}
          />
        </>
      )}
    </section>
  );
}

function Facts({ facts }: { facts: [name: string, value: string][] }) {
  return (
    <dl className="diagnostics-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
