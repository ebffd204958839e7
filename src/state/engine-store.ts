import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  deleteModel,
  EngineError,
  modelBytes,
  type EngineClient,
  type EngineInfo,
  type LoadProgress,
} from '../worker/client';
import { fromEngine, type AppError } from './app-error';

export type EnginePhase = 'cold' | 'loading' | 'ready' | 'recovering' | 'failed';

export interface EngineState {
  phase: EnginePhase;
  progress: LoadProgress | null;
  info: EngineInfo | null;
  error: AppError | null;
  /** Whether the whole model is on this device, so that it works without a network; 'full': no room for it. */
  kept: 'yes' | 'full' | null;
  /** Loads the model; after a failure, tries again. */
  load(): Promise<void>;
  /** How much of the model is on this device. */
  keptBytes(): Promise<number>;
  /** Deletes it from this device. The loaded one goes on answering; the next load needs a network. */
  deleteKept(): Promise<void>;
}

export type EngineStore = StoreApi<EngineState>;

/** Whether the model can answer, and if not, how far it is or what is wrong. */
export function createEngineStore(client: EngineClient, modelUrl: string): EngineStore {
  const store = createStore<EngineState>()((set, get) => ({
    phase: 'cold',
    progress: null,
    info: null,
    error: null,
    kept: null,

    async load() {
      const { phase } = get();
      if (phase !== 'cold' && phase !== 'failed') return;
      set({ phase: 'loading', progress: null, error: null });
      try {
        set({ phase: 'ready', info: await client.load(modelUrl), progress: null });
      } catch (thrown) {
        set({ phase: 'failed', error: fromEngine(thrown) });
      }
    },

    keptBytes: () => modelBytes(modelUrl),

    async deleteKept() {
      await deleteModel(modelUrl);
      set({ kept: null });
    },
  }));

  client.on('progress', (progress) => store.setState({ progress }));
  client.on('ready', (info) => store.setState({ phase: 'ready', info, progress: null, error: null }));
  client.on('error', (error) => store.setState({ phase: 'failed', error: fromEngine(error) }));
  client.on('cache', (report) => {
    if (report.kind === 'kept') store.setState({ kept: 'yes' });
    if (report.kind === 'not-kept' && report.reason === 'full') store.setState({ kept: 'full' });
  });
  client.on('device', (state) => {
    if (state === 'ready') store.setState({ phase: 'ready' });
    else store.setState({ phase: 'recovering' });
  });
  return store;
}

/** Resolves when questions can be answered; rejects with the engine's own error, or 'aborted'. */
export function whenReady(engine: EngineStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { phase, error } = engine.getState();
      if (signal.aborted) finish(() => reject(new EngineError('aborted', 'cancelled while waiting')));
      else if (phase === 'ready' || phase === 'recovering') finish(resolve);
      else if (phase === 'failed') finish(() => reject(new EngineError(...errorParts(error))));
    };
    const finish = (settle: () => void) => {
      stop();
      signal.removeEventListener('abort', look);
      settle();
    };
    const stop = engine.subscribe(look);
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}

const errorParts = (error: AppError | null): ConstructorParameters<typeof EngineError> => {
  const code = error?.code as EngineError['code'] | undefined;
  return [code ?? 'internal', error?.detail ?? 'the engine failed', error?.params ?? {}];
};
