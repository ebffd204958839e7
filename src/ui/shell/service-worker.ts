/**
 * Registers the service worker and hears of new versions. It reloads the page only after `apply`, in the tab where
 * that was called: a new version never takes a photo or a half-drawn box away.
 */
export interface Updates {
  /** True when another version is ready. */
  available(): boolean;
  subscribe(listener: () => void): () => void;
  /** Changes to the new version, by consent. */
  apply(): void;
}

export interface UpdateParts {
  container: ServiceWorkerContainer;
  script: string;
  reload(): void;
  /** Calls back when it is a good moment to look for a new version. */
  onOccasion(look: () => void): void;
}

export function watchUpdates({ container, script, reload, onOccasion }: UpdateParts): Updates {
  const listeners = new Set<() => void>();
  let waiting: ServiceWorker | null = null;
  /** Another tab changed to the new version; this page is still the old one. */
  let replaced = false;
  let applying = false;
  let controlled = container.controller !== null;

  const tell = () => listeners.forEach((listener) => listener());
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller it is the first visit: what was installed is this version.
    if (!worker || !container.controller) return;
    waiting = worker;
    tell();
  };

  async function register(): Promise<void> {
    const registration = await container.register(script, { updateViaCache: 'none' });
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker));
    });
    onOccasion(() => void registration.update().catch(() => undefined)); // no network: another time
  }

  container.addEventListener('controllerchange', () => {
    if (applying) return reload();
    replaced = controlled;
    controlled = true;
    if (replaced) tell();
  });
  register().catch(() => undefined); // forbidden in some private windows: the page works, but only with a network

  return {
    available: () => waiting !== null || replaced,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    apply() {
      if (replaced) return reload();
      applying = true;
      waiting?.postMessage({ type: 'SKIP_WAITING' });
    },
  };
}

const HOUR = 3_600_000;

/** On every return to the page, and each hour: installed pages may stay open for weeks. */
function onOccasion(look: () => void): void {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
  setInterval(look, HOUR);
}

const NEVER: Updates = { available: () => false, subscribe: () => () => undefined, apply: () => undefined };

/** The running page's; none in development, where nothing is to be kept. */
export const browserUpdates = (): Updates =>
  import.meta.env.PROD && 'serviceWorker' in navigator
    ? watchUpdates({
        container: navigator.serviceWorker,
        script: new URL('sw.js', document.baseURI).href,
        reload: () => window.location.reload(),
        onOccasion,
      })
    : NEVER;
