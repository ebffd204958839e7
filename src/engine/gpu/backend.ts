import { EngineError } from '../errors';
import type { Backend, OpArgs, Program, ReadbackRing, Tensor, Weight } from '../ops/backend';
import { recordAddWeight } from '../ops/addWeight';
import { recordAttention } from '../ops/attention';
import { recordAttentionCached } from '../ops/attentionCached';
import { recordCopyRows } from '../ops/copyRows';
import { recordDwconv } from '../ops/dwconv';
import { recordEmbed } from '../ops/embed';
import { recordEmbedState } from '../ops/embedState';
import { recordLastRow } from '../ops/lastRow';
import { recordLayernorm } from '../ops/layernorm';
import { recordLinear } from '../ops/linear';
import { recordMoeCombine } from '../ops/moeCombine';
import { recordMoeLinear } from '../ops/moeLinear';
import { recordMoeRoute } from '../ops/moeRoute';
import { recordPatchify } from '../ops/patchify';
import { recordRegionFeatures } from '../ops/regionFeatures';
import { recordRmsnorm } from '../ops/rmsnorm';
import { recordRopeAppend } from '../ops/ropeAppend';
import { recordGroundLocations } from '../ops/groundLocations';
import { recordSample } from '../ops/sample';
import { recordSelectRegions } from '../ops/selectRegions';
import { recordSwiglu } from '../ops/swiglu';
import { recordUpsampleAdd } from '../ops/upsampleAdd';
import { Faults } from './faults';
import { MAP_READ, USAGE } from './flags';
import { PipelineCache } from './pipelines';
import { GpuProgram } from './program';
import { Recorder } from './recorder';
import { GpuRing } from './ring';
import type { Variants } from './variants';
import { variantsFor } from './variants';
import { bufferOf, createBuffer, GpuTensor, GpuWeight } from './storage';

/**
 * A backend on a WebGPU device.
 *
 * @param shaders every shader of shaders/, by its path there without the ending
 * @param variants kernels to use instead of those that suit the adapter (tests)
 */
export function createGpuBackend(
  device: GPUDevice,
  shaders: Readonly<Record<string, string>>,
  variants: Variants = variantsFor(device),
): Promise<Backend> {
  return Promise.resolve(new GpuBackend(device, shaders, variants));
}

class GpuBackend implements Backend {
  readonly kind = 'webgpu';
  readonly lost: Promise<GPUDeviceLostInfo>;
  private readonly pipelines: PipelineCache;
  private readonly faults: Faults;
  private readonly programs: GpuProgram[] = [];
  private readonly rings: GpuRing[] = [];
  private readonly buffers: GPUBuffer[] = [];
  private readonly constants = new Map<string, Weight>();
  private recorder: Recorder | undefined;

  constructor(
    private readonly device: GPUDevice,
    shaders: Readonly<Record<string, string>>,
    private readonly variants: Variants,
  ) {
    this.lost = device.lost;
    this.faults = new Faults(device);
    this.pipelines = new PipelineCache(device, shaders);
  }

  tensor(name: string, rows: number, cols: number): Tensor {
    const tensor = new GpuTensor(this.device, name, rows, cols);
    this.buffers.push(tensor.buffer);
    return tensor;
  }

  weight(name: string, shape: readonly number[], data: Float32Array | Uint16Array): Weight {
    const weight = new GpuWeight(this.device, name, shape, data);
    this.buffers.push(weight.buffer);
    return weight;
  }

  begin(label: string, options: { dynamicRows?: number } = {}): void {
    if (this.recorder)
      throw new EngineError('internal', `begin ${label}: ${this.recorder.label} is not ended`);
    this.recorder = new Recorder(label, options.dynamicRows, this.device, this.pipelines, this.variants, {
      constant: (name, make) => this.constant(name, make),
      keep: (buffer) => this.keep(buffer),
      tensor: (name, rows, cols) => this.tensor(name, rows, cols),
    });
  }

  end(): Program {
    const { label, dispatches, dynamicRows, runBuffer } = this.current();
    this.recorder = undefined;
    const program = new GpuProgram(label, this.device, dispatches, dynamicRows, runBuffer);
    this.programs.push(program);
    return program;
  }

  async ready(onProgress?: (compiled: number, total: number) => void): Promise<void> {
    const report = (): void => onProgress?.(this.pipelines.compiled, this.pipelines.total);
    this.pipelines.onCompiled = report;
    report();
    await this.pipelines.settle();
    for (const program of this.programs) await program.prepare();
    await this.device.queue.onSubmittedWorkDone(); // uploads and bind groups: their errors have arrived
    this.faults.throwIfAny();
  }

  write(t: Tensor, data: Float32Array, row = 0): void {
    if (row * t.cols + data.length > t.rows * t.cols) {
      throw new EngineError('internal', `${t.name}: ${data.length} values do not fit from row ${row}`);
    }
    this.device.queue.writeBuffer(bufferOf(t), row * t.cols * 4, data as GPUAllowSharedBufferSource);
  }

  async read(t: Tensor): Promise<Float32Array> {
    const bytes = t.rows * t.cols * 4;
    const staging = createBuffer(this.device, `${t.name}.read`, bytes, USAGE.mapRead | USAGE.copyDst);
    const encoder = this.device.createCommandEncoder({ label: staging.label });
    encoder.copyBufferToBuffer(bufferOf(t), 0, staging, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(MAP_READ);
    } catch (cause) {
      throw this.faults.get() ?? new EngineError('device-lost', `reading ${t.name} failed`, {}, { cause });
    }
    const values = new Float32Array(staging.getMappedRange().slice(0, bytes));
    staging.destroy();
    this.faults.throwIfAny();
    return values;
  }

  ring(label: string, tensors: readonly Tensor[], slots: number): ReadbackRing {
    const ring = new GpuRing(this.device, label, tensors, slots, this.faults.get);
    this.rings.push(ring);
    return ring;
  }

  /** Releases every buffer. The device is the caller's. */
  dispose(): void {
    for (const ring of this.rings) ring.destroy();
    for (const buffer of this.buffers) buffer.destroy();
    this.faults.dispose();
    this.recorder = undefined;
  }

  private keep(buffer: GPUBuffer): GPUBuffer {
    this.buffers.push(buffer);
    return buffer;
  }

  private constant(name: string, make: () => Float32Array): Weight {
    let weight = this.constants.get(name);
    if (!weight) {
      const data = make();
      weight = this.weight(name, [data.length], data);
      this.constants.set(name, weight);
    }
    return weight;
  }

  private current(): Recorder {
    if (!this.recorder) throw new EngineError('internal', 'no program is being recorded: call begin first');
    return this.recorder;
  }

  patchify(o: OpArgs<'patchify'>): void {
    recordPatchify(this.current(), o);
  }

  dwconv(o: OpArgs<'dwconv'>): void {
    recordDwconv(this.current(), o);
  }

  upsampleAdd(o: OpArgs<'upsampleAdd'>): void {
    recordUpsampleAdd(this.current(), o);
  }

  linear(o: OpArgs<'linear'>): void {
    recordLinear(this.current(), o);
  }

  addWeight(o: OpArgs<'addWeight'>): void {
    recordAddWeight(this.current(), o);
  }

  layernorm(o: OpArgs<'layernorm'>): void {
    recordLayernorm(this.current(), o);
  }

  rmsnorm(o: OpArgs<'rmsnorm'>): void {
    recordRmsnorm(this.current(), o);
  }

  swiglu(o: OpArgs<'swiglu'>): void {
    recordSwiglu(this.current(), o);
  }

  copyRows(o: OpArgs<'copyRows'>): void {
    recordCopyRows(this.current(), o);
  }

  attention(o: OpArgs<'attention'>): void {
    recordAttention(this.current(), o);
  }

  ropeAppend(o: OpArgs<'ropeAppend'>): void {
    recordRopeAppend(this.current(), o);
  }

  attentionCached(o: OpArgs<'attentionCached'>): void {
    recordAttentionCached(this.current(), o);
  }

  moeRoute(o: OpArgs<'moeRoute'>): void {
    recordMoeRoute(this.current(), o);
  }

  moeLinear(o: OpArgs<'moeLinear'>): void {
    recordMoeLinear(this.current(), o);
  }

  moeCombine(o: OpArgs<'moeCombine'>): void {
    recordMoeCombine(this.current(), o);
  }

  selectRegions(o: OpArgs<'selectRegions'>): void {
    recordSelectRegions(this.current(), o);
  }

  regionFeatures(o: OpArgs<'regionFeatures'>): void {
    recordRegionFeatures(this.current(), o);
  }

  embed(o: OpArgs<'embed'>): void {
    recordEmbed(this.current(), o);
  }

  lastRow(o: OpArgs<'lastRow'>): void {
    recordLastRow(this.current(), o);
  }

  embedState(o: OpArgs<'embedState'>): void {
    recordEmbedState(this.current(), o);
  }

  groundLocations(o: OpArgs<'groundLocations'>): void {
    recordGroundLocations(this.current(), o);
  }

  sample(o: OpArgs<'sample'>): void {
    recordSample(this.current(), o);
  }
}
