/** The page's side of the worker: promises and events over the messages of protocol.ts. */
import type { Answer, AskOptions, EngineInfo, LoadProgress, Photo } from '../engine/api';
import { EngineError } from '../engine/errors';
import type { CacheReport } from './cache/report';
import type { DeviceState, FromWorker, ToWorker } from './protocol';

// What the app needs of the engine, so that nothing above the worker imports the engine itself.
export type {
  Answer,
  AnswerStep,
  AskOptions,
  Box,
  Engine,
  EngineInfo,
  EvidenceMap,
  ExpertUse,
  Language,
  LoadProgress,
  Photo,
  Region,
  StepKind,
  Timings,
  Verdict,
} from '../engine/api';
export { EngineError, type EngineErrorData, type ErrorCode } from '../engine/errors';
export { deleteModel, modelBytes } from './cache/delete';
export type { CacheReport } from './cache/report';
export type { DeviceState } from './protocol';

/** The part of `Worker` that the client uses; tests hand in a MessagePort-like double. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

export interface ClientEvents {
  /** Bytes or pipelines done so far while the model loads; monotone within a phase. */
  progress: LoadProgress;
  /** What became of the model's files on this device; never a reason to stop. */
  cache: CacheReport;
  /** Sent after the first load and again after each recovery. */
  ready: EngineInfo;
  device: DeviceState;
  /** Failures that belong to no request: loading, or a device that could not be rebuilt. */
  error: EngineError;
}

export interface ClientAskOptions extends AskOptions {
  /** Give the photo's buffer away instead of copying it; the caller's array is detached. Default false. */
  transfer?: boolean;
}

export interface EngineClient {
  /**
   * Loads the model folder; resolves when questions can be answered.
   * @throws EngineError 'no-webgpu', 'limits', 'shader', 'weights-*', 'out-of-memory'
   */
  load(baseUrl: string): Promise<EngineInfo>;
  /**
   * Asks about one photo. Requests wait for each other; `signal` cancels a waiting or running one at once.
   * @throws EngineError with the worker's code; 'aborted' after `signal`
   */
  ask(photo: Photo, options: ClientAskOptions): Promise<Answer>;
  /** Listens to an event; returns the function that stops it. */
  on<K extends keyof ClientEvents>(event: K, listener: (value: ClientEvents[K]) => void): () => void;
  /** Destroys the GPU device on purpose, to see the recovery (tests, diagnosis). */
  loseDevice(): void;
  /** Ends the worker; whatever was pending is rejected with 'aborted'. */
  dispose(): void;
}

interface Pending<T> {
  resolve(value: T): void;
  reject(error: EngineError): void;
}

interface PendingAsk extends Pending<Answer> {
  options: AskOptions;
}

type Listeners = { [K in keyof ClientEvents]: Set<(value: ClientEvents[K]) => void> };

/** The photo's pixels as one buffer that may be given away. */
function pixelsOf(photo: Photo, give: boolean): ArrayBuffer {
  const { data } = photo;
  const whole = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
  return give && whole ? (data.buffer as ArrayBuffer) : data.slice().buffer;
}

/** Wraps a worker that runs src/worker/worker.ts. */
export function createEngineClient(worker: WorkerLike): EngineClient {
  const asks = new Map<number, PendingAsk>();
  const listeners: Listeners = {
    progress: new Set(),
    cache: new Set(),
    ready: new Set(),
    device: new Set(),
    error: new Set(),
  };
  let loading: Pending<EngineInfo> | null = null;
  let nextId = 1;
  let ended: EngineError | null = null;

  const emit = <K extends keyof ClientEvents>(event: K, value: ClientEvents[K]) => {
    for (const listener of listeners[event]) listener(value);
  };
  const take = (id: number) => {
    const ask = asks.get(id);
    asks.delete(id);
    return ask;
  };
  const failAll = (error: EngineError) => {
    loading?.reject(error);
    loading = null;
    for (const id of [...asks.keys()]) take(id)?.reject(error);
  };

  const handle = (message: FromWorker) => {
    switch (message.type) {
      case 'progress':
        return emit('progress', message.progress);
      case 'cache':
        return emit('cache', message.report);
      case 'device':
        return emit('device', message.state);
      case 'ready':
        loading?.resolve(message.info);
        loading = null;
        return emit('ready', message.info);
      case 'evidence':
        return asks.get(message.id)?.options.onEvidence?.(message.map);
      case 'step':
        return asks.get(message.id)?.options.onStep?.(message.step);
      case 'answer':
        return take(message.id)?.resolve(message.answer);
      case 'error': {
        const error = EngineError.fromJSON(message.error);
        if (message.id !== undefined) return take(message.id)?.reject(error);
        loading?.reject(error);
        loading = null;
        return emit('error', error);
      }
    }
  };
  worker.addEventListener('message', (event) => handle(event.data));
  worker.addEventListener('error', (event) => {
    // The script itself failed (not found, syntax, uncaught): nothing will answer any more.
    ended = new EngineError(
      'internal',
      event.message || 'the engine thread stopped',
      {},
      { cause: event.error },
    );
    failAll(ended);
    emit('error', ended);
  });

  const post = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);

  return {
    load: (baseUrl) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        if (loading) return reject(new EngineError('internal', 'the model is already being loaded'));
        loading = { resolve, reject };
        post({ type: 'load', baseUrl });
      }),

    ask: (photo, options) =>
      new Promise((resolve, reject) => {
        const { question, lang, alpha, signal, transfer = false } = options;
        if (ended) return reject(ended);
        if (signal?.aborted) return reject(new EngineError('aborted', 'cancelled before it began'));
        const id = nextId++;
        const cancel = () => {
          if (!take(id)) return;
          post({ type: 'cancel', id });
          reject(new EngineError('aborted', 'cancelled'));
        };
        const settle =
          <T>(done: (value: T) => void) =>
          (value: T) => {
            signal?.removeEventListener('abort', cancel);
            done(value);
          };
        signal?.addEventListener('abort', cancel, { once: true });
        asks.set(id, { options, resolve: settle(resolve), reject: settle(reject) });
        const data = pixelsOf(photo, transfer);
        post(
          {
            type: 'ask',
            id,
            photo: { data, width: photo.width, height: photo.height },
            question,
            lang,
            alpha,
          },
          [data],
        );
      }),

    on(event, listener) {
      listeners[event].add(listener);
      return () => void listeners[event].delete(listener);
    },
    loseDevice: () => post({ type: 'debug.loseDevice' }),
    dispose() {
      ended ??= new EngineError('aborted', 'the engine was closed');
      worker.terminate();
      failAll(ended);
    },
  };
}
