import { EngineError } from '../errors';
import type { Program, ReadbackRing, RunOptions, Tensor } from '../ops/backend';
import { valuesOf } from './storage';

/** One op, recorded. `rows` is the run's row count: that of a tensor with dynamic rows. */
export type Step = (rows: number) => void;

/** A recorded list of ops. `run` computes at once. */
export class CpuProgram implements Program {
  constructor(
    readonly label: string,
    readonly dynamicRows: number | undefined,
    private readonly steps: readonly Step[],
  ) {}

  get dispatches(): number {
    return this.steps.length;
  }

  run(options: RunOptions = {}): void {
    const rows = this.dynamicRows === undefined ? 1 : options.rows;
    if (rows === undefined || rows < 1 || rows > (this.dynamicRows ?? 1)) {
      throw new EngineError('internal', `${this.label}: rows must be 1..${this.dynamicRows}, not ${rows}`);
    }
    for (const step of this.steps) step(rows);
    if (options.capture instanceof CpuRing) options.capture.capture();
  }
}

/** The reference's readback ring: captures are plain copies. */
export class CpuRing implements ReadbackRing {
  private queue: Float32Array[][] = [];
  constructor(
    private readonly label: string,
    private readonly tensors: readonly Tensor[],
    readonly slots: number,
  ) {}

  get pending(): number {
    return this.queue.length;
  }

  capture(): void {
    if (this.pending === this.slots)
      throw new EngineError('internal', `${this.label}: no free readback slot`);
    this.queue.push(this.tensors.map((t) => Float32Array.from(valuesOf(t))));
  }

  next(): Promise<readonly Float32Array[]> {
    const oldest = this.queue.shift();
    if (!oldest) return Promise.reject(new EngineError('internal', `${this.label}: nothing captured`));
    return Promise.resolve(oldest);
  }

  drain(): Promise<void> {
    this.queue = [];
    return Promise.resolve();
  }
}
