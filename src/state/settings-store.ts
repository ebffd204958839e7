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
  /** Findings scored below it are shown dim, and do not count: the person's choice, else the model's own. */
  threshold: number;
  /** What a person has set in place of the model's own; null for nothing. */
  chosenThreshold: number | null;
  /** Measured after the model was trained. */
  calibratedThreshold: number;
  setLang(lang: Lang): void;
  setTheme(theme: Theme): void;
  setEvidenceShown(shown: boolean): void;
  setEvidenceOpacity(opacity: number): void;
  /** null: back to the model's own. */
  setThreshold(chosen: number | null): void;
  setCalibratedThreshold(threshold: number): void;
}

export type SettingsStore = StoreApi<SettingsState>;
export type KeyValue = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'lynx.settings';

/** What a person has set, remembered on this device where the browser lets us. */
export function createSettingsStore(storage: KeyValue | null, languages: readonly string[]): SettingsStore {
  const saved = read(storage);
  const chosenThreshold = isPart(saved.threshold) ? saved.threshold : null;
  const store = createStore<SettingsState>()((set) => ({
    lang: LANGUAGES.find((lang) => lang === saved.lang) ?? preferredLang(languages),
    theme: saved.theme === 'light' || saved.theme === 'dark' ? saved.theme : null,
    evidenceShown: false,
    evidenceOpacity: typeof saved.opacity === 'number' ? Math.min(1, Math.max(0.1, saved.opacity)) : 0.7,
    threshold: chosenThreshold ?? 0.5,
    chosenThreshold,
    calibratedThreshold: 0.5,
    setLang: (lang) => set({ lang }),
    setTheme: (theme) => set({ theme }),
    setEvidenceShown: (evidenceShown) => set({ evidenceShown }),
    setEvidenceOpacity: (evidenceOpacity) => set({ evidenceOpacity }),
    setThreshold: (chosen) =>
      set(({ calibratedThreshold }) => ({
        chosenThreshold: chosen,
        threshold: chosen ?? calibratedThreshold,
      })),
    setCalibratedThreshold: (calibratedThreshold) =>
      set(({ chosenThreshold: chosen }) => ({
        calibratedThreshold,
        threshold: chosen ?? calibratedThreshold,
      })),
  }));
  store.subscribe(({ lang, theme, evidenceOpacity: opacity, chosenThreshold: threshold }) => {
    try {
      storage?.setItem(KEY, JSON.stringify({ lang, theme, opacity, threshold }));
    } catch {
      // Private windows and full disks: the setting lasts as long as the page.
    }
  });
  return store;
}

const isPart = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

function read(storage: KeyValue | null): Record<string, unknown> {
  try {
    const saved: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Reading `localStorage` throws where cookies are forbidden. */
export function storageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
