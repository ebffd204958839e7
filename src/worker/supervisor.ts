/**
 * Keeps an engine alive: when its device is lost, builds another one and repeats the request that was running.
 * Knows nothing of WebGPU or messages; both are handed in.
 */
import type { Answer, AskOptions, EngineInfo, Photo } from '../engine/api';
import { EngineError, type ErrorCode } from '../engine/errors';
import type { DeviceState } from './protocol';

/** The part of an engine that is supervised. */
export interface SupervisedEngine {
  readonly info: EngineInfo;
  ask(photo: Photo, options: AskOptions): Promise<Answer>;
  dispose(): void;
}

export interface Built {
  engine: SupervisedEngine;
  /** Resolves when the engine's device is gone; never rejects. */
  lost: Promise<{ message: string }>;
}

export interface SupervisorOptions {
  /** Makes an engine on a fresh adapter and device. */
  build(): Promise<Built>;
  onDevice(state: DeviceState): void;
  /** The engine could not be rebuilt. */
  onFailure(error: EngineError): void;
  /** A clock in milliseconds. */
  now?(): number;
}

/** More losses than this in the window mean that the device cannot run the model. */
export const MAX_RECOVERIES = 2;
export const RECOVERY_WINDOW_MS = 5 * 60_000;
/** The promise of the loss may come a little after the error it caused. */
const LOSS_GRACE_MS = 250;
/** What a request on a dying device may fail with. */
const SYMPTOMS: readonly ErrorCode[] = ['device-lost', 'out-of-memory', 'internal'];

export class Supervisor {
  private current: Promise<Built>;
  private queue: Promise<unknown> = Promise.resolve();
  private recoveries: number[] = [];
  private disposed = false;
  /** False until the first engine stood: a load that failed is not retried by asking. */
  private begun = false;

  /** Starts building at once. */
  constructor(private readonly options: SupervisorOptions) {
    this.current = this.start();
    this.current.catch(() => undefined); // reported by ready()
  }

  /** Resolves with the engine's info once it is built; rejects with what the build threw. */
  async ready(): Promise<EngineInfo> {
    return (await this.current).engine.info;
  }

  /**
   * Asks when all earlier requests are done. A request whose device is lost is repeated once.
   * @throws EngineError what the engine threw; 'device-lost' when repeating did not help
   */
  ask(photo: Photo, options: AskOptions): Promise<Answer> {
    const mine = this.queue.then(() => this.run(photo, options));
    this.queue = mine.catch(() => undefined);
    return mine;
  }

  dispose(): void {
    this.disposed = true;
    void this.current.then(({ engine }) => engine.dispose()).catch(() => undefined);
  }

  private async run(photo: Photo, options: AskOptions): Promise<Answer> {
    try {
      return await this.attempt(photo, options);
    } catch (error) {
      if (!(error instanceof LostDuring) || options.signal?.aborted) throw unwrap(error);
    }
    try {
      return await this.attempt(photo, options);
    } catch (error) {
      throw unwrap(error);
    }
  }

  /** @throws LostDuring when the device went while this request ran */
  private async attempt(photo: Photo, options: AskOptions): Promise<Answer> {
    if (options.signal?.aborted) throw new EngineError('aborted', 'cancelled');
    const built = await this.living();
    const lost = built.lost.then(
      ({ message }) => new EngineError('device-lost', message || 'the GPU device was lost'),
    );
    // An engine given up on may still speak; the repeated request must not be interrupted by it.
    let heard = true;
    const guarded: AskOptions = {
      ...options,
      onStep: (step) => heard && options.onStep?.(step),
      onEvidence: (map) => heard && options.onEvidence?.(map),
    };
    try {
      return await Promise.race([
        built.engine.ask(photo, guarded),
        lost.then((error) => Promise.reject(error)),
      ]);
    } catch (thrown) {
      heard = false;
      const error = EngineError.from(thrown);
      const loss = SYMPTOMS.includes(error.code) && (await Promise.race([lost, delay(LOSS_GRACE_MS)]));
      throw loss ? new LostDuring(loss) : error;
    }
  }

  /** The engine, or a new one when the last could not be rebuilt but may be tried again by now. */
  private async living(): Promise<Built> {
    try {
      return await this.current;
    } catch (error) {
      if (!this.begun || !this.mayRecover()) throw error;
      this.current = this.rebuild();
      return this.current;
    }
  }

  private async start(): Promise<Built> {
    const built = await this.options.build();
    this.begun = true;
    void built.lost.then(() => this.recover(built));
    return built;
  }

  private recover(lost: Built): void {
    if (this.disposed) return;
    this.options.onDevice('lost');
    lost.engine.dispose();
    if (this.mayRecover()) {
      this.current = this.rebuild();
    } else {
      const error = new EngineError('device-lost', 'the GPU device was lost too often', {
        recoveries: MAX_RECOVERIES,
      });
      this.current = Promise.reject(error);
      this.options.onFailure(error);
    }
    this.current.catch(() => undefined); // reported above, and to whoever asks
  }

  private async rebuild(): Promise<Built> {
    this.recoveries.push(this.now());
    this.options.onDevice('recovering');
    try {
      const built = await this.start();
      this.options.onDevice('ready');
      return built;
    } catch (cause) {
      const { message } = EngineError.from(cause);
      const error = new EngineError(
        'device-lost',
        `the engine could not be rebuilt: ${message}`,
        {},
        { cause },
      );
      this.options.onFailure(error);
      throw error;
    }
  }

  private mayRecover(): boolean {
    this.recoveries = this.recoveries.filter((at) => this.now() - at < RECOVERY_WINDOW_MS);
    return this.recoveries.length < MAX_RECOVERIES;
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}

/** Marks the error of a request whose device was lost under it. */
class LostDuring {
  constructor(readonly error: EngineError) {}
}

const unwrap = (error: unknown): EngineError =>
  error instanceof LostDuring ? error.error : EngineError.from(error);

const delay = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
