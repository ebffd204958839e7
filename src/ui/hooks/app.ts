import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { translator, type Translate } from '../../i18n';
import type { App } from '../../state/app';
import type { EngineState } from '../../state/engine-store';
import type { PhotoState } from '../../state/photo-store';
import type { QueueState } from '../../state/queue-store';
import type { ReviewState } from '../../state/review-store';
import type { SessionState } from '../../state/session-store';
import type { SettingsState } from '../../state/settings-store';
import type { ViewState } from '../../state/view-store';

export const AppContext = createContext<App | null>(null);

/** The stores; components read them with the hooks below and act through `getState()`. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('AppContext is missing');
  return app;
}

export const useEngine = <T>(select: (state: EngineState) => T): T => useStore(useApp().engine, select);
export const usePhotos = <T>(select: (state: PhotoState) => T): T => useStore(useApp().photos, select);
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session, select);
export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(useApp().settings, select);
export const useQueue = <T>(select: (state: QueueState) => T): T => useStore(useApp().queue, select);
export const useReviews = <T>(select: (state: ReviewState) => T): T => useStore(useApp().review, select);
export const useView = <T>(select: (state: ViewState) => T): T => useStore(useApp().view, select);

/** The texts in the chosen language. */
export function useT(): Translate {
  const lang = useSettings((state) => state.lang);
  return useMemo(() => translator(lang), [lang]);
}
