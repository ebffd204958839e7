import {
  EngineError,
  type Answer,
  type ClientAskOptions,
  type ClientEvents,
  type EngineClient,
  type EngineInfo,
  type Photo,
} from '../../worker/client';

/** One question the fake was asked; the test decides what becomes of it. */
export interface FakeAsk {
  photo: Photo;
  options: ClientAskOptions;
  finish(answer: Answer): void;
  fail(error: EngineError): void;
}

export interface FakeClient extends EngineClient {
  readonly asks: FakeAsk[];
  readonly loads: number;
  finishLoad(): void;
  failLoad(error: EngineError): void;
  emit<K extends keyof ClientEvents>(event: K, value: ClientEvents[K]): void;
}

export const fakeInfo: EngineInfo = {
  model: { id: 'lynx-inspect', version: '0.1.0', sha256: {}, parameters: 14_200_000 },
  calibration: { threshold: 0.5, reviewBelow: 0.6 },
  device: { kind: 'webgpu', vendor: 'arm', architecture: 'valhall', description: 'Mali-G715' },
};

/** A client without an engine: nothing happens until the test says so. */
export function createFakeClient(): FakeClient {
  const listeners = new Map<keyof ClientEvents, Set<(value: never) => void>>();
  const asks: FakeAsk[] = [];
  let loading: { resolve(info: EngineInfo): void; reject(error: EngineError): void } | null = null;
  let loads = 0;
  const emit: FakeClient['emit'] = (event, value) => {
    for (const listener of listeners.get(event) ?? []) listener(value as never);
  };
  return {
    asks,
    get loads() {
      return loads;
    },
    emit,
    finishLoad: () => loading?.resolve(fakeInfo),
    failLoad: (error) => loading?.reject(error),

    load() {
      loads += 1;
      return new Promise((resolve, reject) => (loading = { resolve, reject }));
    },
    ask: (photo, options) =>
      new Promise((resolve, reject) => {
        asks.push({ photo, options, finish: resolve, fail: reject });
        options.signal?.addEventListener('abort', () => reject(new EngineError('aborted', 'cancelled')));
      }),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener as (value: never) => void));
      return () => void set.delete(listener as (value: never) => void);
    },
    loseDevice: () => emit('device', 'lost'),
    dispose: () => undefined,
  };
}
