/** The worker's side of protocol.ts: messages in, events out. What builds the engine is handed in. */
import type { LoadProgress } from '../engine/api';
import { EngineError } from '../engine/errors';
import type { GpuBuilt } from './build';
import type { CacheReport } from './cache/report';
import type { AskMessage, FromWorker, ToWorker } from './protocol';
import { Supervisor } from './supervisor';

export interface HostOptions {
  post(message: FromWorker, transfer?: Transferable[]): void;
  build(
    baseUrl: string,
    onProgress: (progress: LoadProgress) => void,
    onCache: (report: CacheReport) => void,
  ): Promise<GpuBuilt>;
}

/** @returns the handler of messages */
export function createHost({ post, build }: HostOptions): (message: ToWorker) => void {
  const running = new Map<number, AbortController>();
  let supervisor: Supervisor | null = null;
  let loseDevice: () => void = () => undefined;

  const fail = (error: unknown, id?: number) =>
    post({ type: 'error', id, error: EngineError.from(error).toJSON() });

  function load(baseUrl: string): void {
    supervisor?.dispose();
    const mine = new Supervisor({
      async build() {
        const built = await build(
          baseUrl,
          (progress) => post({ type: 'progress', progress }),
          (report) => post({ type: 'cache', report }),
        );
        loseDevice = built.loseDevice;
        return built;
      },
      onDevice(state) {
        post({ type: 'device', state });
        // The rebuilt engine may sit on another adapter.
        if (state === 'ready') void mine.ready().then((info) => post({ type: 'ready', info }));
      },
      onFailure: (error) => fail(error),
    });
    supervisor = mine;
    mine.ready().then(
      (info) => post({ type: 'ready', info }),
      (error: unknown) => fail(error),
    );
  }

  async function ask({ id, photo, question, lang, alpha }: AskMessage): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!supervisor) throw new EngineError('internal', 'ask before load');
      const pixels = { data: new Uint8ClampedArray(photo.data), width: photo.width, height: photo.height };
      const answer = await supervisor.ask(pixels, {
        question,
        lang,
        alpha,
        signal: controller.signal,
        onStep: (step) => post({ type: 'step', id, step }),
        onEvidence: (map) => post({ type: 'evidence', id, map }),
      });
      post({ type: 'answer', id, answer });
    } catch (error) {
      fail(error, id);
    } finally {
      running.delete(id);
    }
  }

  return (message) => {
    switch (message.type) {
      case 'load':
        return load(message.baseUrl);
      case 'ask':
        return void ask(message);
      case 'cancel':
        return running.get(message.id)?.abort();
      case 'debug.loseDevice':
        return loseDevice();
    }
  };
}
