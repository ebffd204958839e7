import { createStore, type StoreApi } from 'zustand/vanilla';
import { LANGUAGES, preferredLang, type Lang } from '../i18n';

export type Theme = 'light' | 'dark';

export interface SettingsState {
  lang: Lang;
  /** null: as the device says. */
  theme: Theme | null;
  evidenceShown: boolean;
  /** 0..1 */
  evidenceOpacity: number;
  /** Findings scored below it are shown dim: the model does not count them. */
  threshold: number;
  setLang(lang: Lang): void;
  setTheme(theme: Theme): void;
  setEvidenceShown(shown: boolean): void;
  setEvidenceOpacity(opacity: number): void;
  setThreshold(threshold: number): void;
}

export type SettingsStore = StoreApi<SettingsState>;
export type KeyValue = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'lynx.settings';

/** What a person has set, remembered on this device where the browser lets us. */
export function createSettingsStore(storage: KeyValue | null, languages: readonly string[]): SettingsStore {
  const saved = read(storage);
  const store = createStore<SettingsState>()((set) => ({
    lang: LANGUAGES.find((lang) => lang === saved.lang) ?? preferredLang(languages),
    theme: saved.theme === 'light' || saved.theme === 'dark' ? saved.theme : null,
    evidenceShown: false,
    evidenceOpacity: typeof saved.opacity === 'number' ? Math.min(1, Math.max(0.1, saved.opacity)) : 0.7,
    threshold: 0.5,
    setLang: (lang) => set({ lang }),
    setTheme: (theme) => set({ theme }),
    setEvidenceShown: (evidenceShown) => set({ evidenceShown }),
    setEvidenceOpacity: (evidenceOpacity) => set({ evidenceOpacity }),
    setThreshold: (threshold) => set({ threshold }),
  }));
  store.subscribe(({ lang, theme, evidenceOpacity }) => {
    try {
      storage?.setItem(KEY, JSON.stringify({ lang, theme, opacity: evidenceOpacity }));
    } catch {
      // Private windows and full disks: the setting lasts as long as the page.
    }
  });
  return store;
}

function read(storage: KeyValue | null): Record<string, unknown> {
  try {
    const saved: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
