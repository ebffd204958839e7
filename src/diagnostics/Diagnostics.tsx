import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { translator } from '../i18n';
import type { SettingsStore } from '../state/settings-store';
import { AdapterCard } from './AdapterCard';
import { CopyReport } from './CopyReport';
import { SelftestCard } from './SelftestCard';
import { useSelftest } from './use-selftest';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const subscribe = (listener: () => void) => {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
};

/** What a plant's IT wants to know of a device. Language and light or dark as chosen on the inspection page. */
export function Diagnostics({ settings }: { settings: SettingsStore }) {
  const lang = useStore(settings, (state) => state.lang);
  const chosen = useStore(settings, (state) => state.theme);
  const device = useSyncExternalStore(subscribe, () => (dark.matches ? 'dark' : 'light'));
  const t = useMemo(() => translator(lang), [lang]);
  const selftest = useSelftest();
  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = chosen ?? device;
    document.title = `LynX Inspect · ${t('diag.title')}`;
  }, [t, lang, chosen, device]);
  const other = lang === 'ja' ? 'en' : 'ja';
  return (
    <main className="diagnostics">
      <header className="diagnostics-head">
        <h1>
          {t('app.name')} · {t('diag.title')}
        </h1>
        <a className="button quiet" href="./">
          {t('diag.back')}
        </a>
        <button
          type="button"
          className="button quiet"
          data-testid="lang-switch"
          lang={other}
          onClick={() => settings.getState().setLang(other)}
        >
          {t('settings.lang.other')}
        </button>
      </header>
      <p>{t('diag.note')}</p>
      <CopyReport t={t} selftest={selftest} />
      <AdapterCard t={t} lang={lang} selftest={selftest} />
      <SelftestCard t={t} selftest={selftest} />
    </main>
  );
}
