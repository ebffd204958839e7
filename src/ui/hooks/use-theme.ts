import { useEffect, useSyncExternalStore } from 'react';
import type { Theme } from '../../state/settings-store';
import { useSettings } from './app';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const subscribe = (listener: () => void) => {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
};

/** The theme in force: the person's choice, else the device's. Puts it, and the language, on the document and its manifest. */
export function useDocumentSettings(): void {
  const theme = useTheme();
  const lang = useSettings((state) => state.lang);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = lang;
    document.querySelector('link[rel=manifest]')?.setAttribute('href', `app-${lang}.webmanifest`);
  }, [theme, lang]);
}

export function useTheme(): Theme {
  const chosen = useSettings((state) => state.theme);
  const device = useSyncExternalStore(subscribe, () => (dark.matches ? 'dark' : 'light'));
  return chosen ?? device;
}
