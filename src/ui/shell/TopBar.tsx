import { useApp, usePhotos, useSettings, useT } from '../hooks/app';
import { useTheme } from '../hooks/use-theme';
import { PhotoButtons } from '../photo/PhotoButtons';
import { RecordsButton } from '../records/RecordsButton';
import { Icon, Logo } from './icons';
import { StatusPill } from './StatusPill';

/** Name, state of the engine, and what is always at hand: another photo, language, light or dark. */
export function TopBar() {
  const t = useT();
  const hasPhoto = usePhotos((state) => state.photo !== null);
  return (
    <header className="topbar">
      <div className="brand">
        <Logo />
        <h1>{t('app.name')}</h1>
      </div>
      <StatusPill />
      <div className="topbar-actions">
        {hasPhoto && <PhotoButtons compact />}
        <RecordsButton />
        <LangSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function LangSwitch() {
  const { settings } = useApp();
  const t = useT();
  const lang = useSettings((state) => state.lang);
  const other = lang === 'ja' ? 'en' : 'ja';
  return (
    <button
      type="button"
      className="button quiet"
      data-testid="lang-switch"
      lang={other}
      onClick={() => settings.getState().setLang(other)}
    >
      <Icon name="globe" size={20} />
      {t('settings.lang.other')}
    </button>
  );
}

function ThemeSwitch() {
  const { settings } = useApp();
  const t = useT();
  const other = useTheme() === 'dark' ? 'light' : 'dark';
  const label = t(`settings.theme.${other}`);
  return (
    <button
      type="button"
      className="button quiet square"
      data-testid="theme-switch"
      aria-label={label}
      title={label}
      onClick={() => settings.getState().setTheme(other)}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} size={22} />
    </button>
  );
}
