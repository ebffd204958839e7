import { EngineError } from '../errors';
import type { Tensor, Weight } from '../ops/backend';
import { USAGE } from './flags';
import type { PipelineCache, PipelineKey } from './pipelines';
import type { Dispatch } from './program';
import { bufferOf, createBuffer } from './storage';
import type { Variants } from './variants';

/** Rows of a dispatch: `fixed`, or `slots` for each row of the run. See shaders/lib/rows.wgsl. */
export interface RowCount {
  fixed: number;
  slots: number;
}

export type Grid = readonly [x: number, y: number, z: number];

/** One storage binding; `null` stands for an operand that is absent (the shader does not look at it). */
export interface Binding {
  operand: Tensor | Weight | null;
  access: 'r' | 'w';
}

export const read = (operand: Tensor | Weight | null | undefined): Binding => ({
  operand: operand ?? null,
  access: 'r',
});
export const write = (operand: Tensor | null | undefined): Binding => ({
  operand: operand ?? null,
  access: 'w',
});

/** One dispatch as an op describes it. */
export interface DispatchSpec extends Omit<PipelineKey, 'access'> {
  /** Fields of the shader's Params: its row count first where it has one, then u32s, then f32s. */
  rows?: RowCount;
  u32?: readonly number[];
  f32?: readonly number[];
  /** Storage bindings 2.. in order. */
  buffers: readonly Binding[];
  /** Workgroups for this many rows (1 where `rows` is absent). */
  grid: (rows: number) => Grid;
}

/** Workgroups in one dimension, before a grid must be folded into two. */
const MAX_GROUPS = 65535;

/** Grid of 64-thread workgroups for `threads` threads; see shaders/lib/fold.wgsl. */
export function foldedGrid(threads: number): Grid {
  const groups = Math.ceil(threads / 64);
  const x = Math.min(groups, MAX_GROUPS);
  return [x, Math.ceil(groups / x), 1];
}

/** Type in which elementwise shaders move rows of `cols` columns, and how many columns one value holds. */
export function cellOf(cols: number): { cell: string; width: number } {
  return cols % 4 === 0 ? { cell: 'vec4f', width: 4 } : { cell: 'f32', width: 1 };
}

/** Whoever releases the buffers that recording makes: the backend. */
export interface BufferOwner {
  constant(name: string, make: () => Float32Array): Weight;
  keep(buffer: GPUBuffer): GPUBuffer;
  tensor(name: string, rows: number, cols: number): Tensor;
}

/** Turns the ops of one program into dispatches: pipelines begin to compile, uniforms are written once. */
export class Recorder {
  readonly dispatches: Dispatch[] = [];
  private readonly run: GPUBuffer;
  private readonly sharedTensors = new Map<string, Tensor>();
  private readonly derivations = new Map<Tensor | Weight, Map<string, unknown>>();

  constructor(
    readonly label: string,
    readonly dynamicRows: number | undefined,
    private readonly device: GPUDevice,
    private readonly pipelines: PipelineCache,
    readonly variants: Variants,
    private readonly owner: BufferOwner,
  ) {
    this.run = owner.keep(createBuffer(device, `${label}.run`, 16, USAGE.uniform | USAGE.copyDst));
    device.queue.writeBuffer(this.run, 0, new Uint32Array([1]));
  }

  /** Uniform that holds the row count of a run. */
  get runBuffer(): GPUBuffer {
    return this.run;
  }

  /** f32 constants shared by programs (tables), made on first use. */
  constant(name: string, make: () => Float32Array): Weight {
    return this.owner.constant(name, make);
  }

  /** An activation that an op needs for itself. */
  scratch(name: string, rows: number, cols: number): Tensor {
    return this.owner.tensor(`${this.label}.${name}`, rows, cols);
  }

  /** A scratch tensor of this program, the same one for every op that asks for that name and size. */
  shared(name: string, rows: number, cols: number): Tensor {
    const key = `${name}.${rows}x${cols}`;
    const tensor = this.sharedTensors.get(key) ?? this.scratch(key, rows, cols);
    this.sharedTensors.set(key, tensor);
    return tensor;
  }

  /** What `record` computes of a tensor, recorded once and shared until a dispatch writes the tensor again. */
  derived<T>(source: Tensor, key: string, record: () => T): T {
    const known = this.derivations.get(source) ?? new Map<string, unknown>();
    this.derivations.set(source, known);
    if (!known.has(key)) known.set(key, record());
    return known.get(key) as T;
  }

  /** How many rows of `t` a run processes. */
  rowsOf(t: Tensor): RowCount {
    if (this.dynamicRows === t.rows) return { fixed: 0, slots: 1 };
    if (this.dynamicRows !== undefined && 2 * this.dynamicRows === t.rows) return { fixed: 0, slots: 2 };
    return { fixed: t.rows, slots: 0 };
  }

  dispatch(spec: DispatchSpec): void {
    const label = `${this.label}.${this.dispatches.length}.${spec.shader}`;
    const access = spec.buffers.map((b) => b.access).join('');
    const { layout, compiled } = this.pipelines.get({ ...spec, access });
    const buffers = spec.buffers.map((b) =>
      // An operand that is read and one that is written may both be absent, but not the same buffer.
      bufferOf(b.operand ?? this.constant(`absent.${b.access}`, () => new Float32Array(4))),
    );
    checkAliases(label, buffers, access);
    for (const { operand, access } of spec.buffers) {
      if (operand && access === 'w') this.derivations.delete(operand);
    }
    const entries = [this.uniforms(label, spec), this.run, ...buffers].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    }));
    const { fixed, slots } = spec.rows ?? { fixed: 1, slots: 0 };
    const largest = spec.grid(fixed + slots * (this.dynamicRows ?? 0));
    if (Math.max(...largest) > MAX_GROUPS) {
      throw new EngineError('limits', `${label}: ${largest.join(' x ')} workgroups are too many`);
    }
    this.dispatches.push({
      label,
      compiled,
      pipeline: undefined,
      bindGroup: this.device.createBindGroup({ label, layout, entries }),
      grid: slots === 0 ? spec.grid(fixed) : (rows) => spec.grid(slots * rows),
    });
  }

  private uniforms(label: string, { rows, u32 = [], f32 = [] }: DispatchSpec): GPUBuffer {
    const integers = rows ? [rows.fixed, rows.slots, ...u32] : u32;
    const words = new Uint32Array(Math.ceil((integers.length + f32.length) / 4) * 4);
    words.set(integers);
    new Float32Array(words.buffer).set(f32, integers.length);
    const buffer = createBuffer(
      this.device,
      `${label}.params`,
      words.byteLength,
      USAGE.uniform | USAGE.copyDst,
    );
    this.device.queue.writeBuffer(buffer, 0, words);
    return this.owner.keep(buffer);
  }
}

/** A buffer that one dispatch writes may be bound only once in it. */
function checkAliases(label: string, buffers: readonly GPUBuffer[], access: string): void {
  buffers.forEach((buffer, i) => {
    if (access[i] === 'w' && buffers.indexOf(buffer) !== buffers.lastIndexOf(buffer)) {
      throw new EngineError('internal', `${label}: ${buffer.label} is bound twice and written`);
    }
  });
}
