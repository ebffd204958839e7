import { EngineError } from '../errors';
import type { Program, RunOptions } from '../ops/backend';
import type { Grid } from './recorder';
import { GpuRing } from './ring';

/** One recorded dispatch. `pipeline` is there once `prepare` has run. */
export interface Dispatch {
  label: string;
  compiled: Promise<GPUComputePipeline>;
  pipeline: GPUComputePipeline | undefined;
  bindGroup: GPUBindGroup;
  /** Workgroups; a function of the run's rows where they are dynamic. */
  grid: Grid | ((rows: number) => Grid);
}

/** A recorded list of dispatches: a run is one compute pass and one submit. */
export class GpuProgram implements Program {
  private readonly rowsWord = new Uint32Array(1);
  private lastRows = 1;

  constructor(
    readonly label: string,
    private readonly device: GPUDevice,
    private readonly recorded: readonly Dispatch[],
    private readonly dynamicRows: number | undefined,
    private readonly runBuffer: GPUBuffer,
  ) {}

  get dispatches(): number {
    return this.recorded.length;
  }

  /** Waits for the pipelines of this program. */
  async prepare(): Promise<void> {
    for (const dispatch of this.recorded) dispatch.pipeline ??= await dispatch.compiled;
  }

  run(options: RunOptions = {}): void {
    const rows = this.checkRows(options.rows);
    const encoder = this.device.createCommandEncoder({ label: this.label });
    const pass = encoder.beginComputePass({ label: this.label });
    for (const { label, pipeline, bindGroup, grid } of this.recorded) {
      if (!pipeline) throw new EngineError('internal', `${label}: run before backend.ready()`);
      const [x, y, z] = typeof grid === 'function' ? grid(rows) : grid;
      if (x * y * z === 0) continue;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(x, y, z);
    }
    pass.end();
    const ring = options.capture;
    if (ring instanceof GpuRing) ring.copyInto(encoder);
    this.device.queue.submit([encoder.finish()]);
    if (ring instanceof GpuRing) ring.submitted();
  }

  /** The run's rows, made known to the shaders. */
  private checkRows(rows: number | undefined): number {
    if (this.dynamicRows === undefined) return 1;
    if (rows === undefined || rows < 1 || rows > this.dynamicRows) {
      throw new EngineError('internal', `${this.label}: rows must be 1..${this.dynamicRows}, not ${rows}`);
    }
    if (rows !== this.lastRows) {
      this.rowsWord[0] = rows;
      this.device.queue.writeBuffer(this.runBuffer, 0, this.rowsWord);
      this.lastRows = rows;
    }
    return rows;
  }
}
