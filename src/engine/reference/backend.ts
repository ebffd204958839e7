import { EngineError } from '../errors';
import { addWeightShape } from '../ops/addWeight';
import { attentionShape } from '../ops/attention';
import { attentionCachedShape } from '../ops/attentionCached';
import type { Backend, DeviceLoss, OpArgs, Program, ReadbackRing, Tensor, Weight } from '../ops/backend';
import { STATE } from '../ops/backend';
import { copyRowsShape } from '../ops/copyRows';
import { dwconvShape } from '../ops/dwconv';
import { embedShape } from '../ops/embed';
import { embedStateShape } from '../ops/embedState';
import { lastRowShape } from '../ops/lastRow';
import { layernormShape } from '../ops/layernorm';
import { linearShape } from '../ops/linear';
import { moeCombineShape } from '../ops/moeCombine';
import { moeLinearShape } from '../ops/moeLinear';
import { moeRouteShape } from '../ops/moeRoute';
import { patchifyShape } from '../ops/patchify';
import { regionFeaturesShape } from '../ops/regionFeatures';
import { rmsnormShape } from '../ops/rmsnorm';
import { ropeAppendShape } from '../ops/ropeAppend';
import { groundLocationsShape } from '../ops/groundLocations';
import { sampleShape } from '../ops/sample';
import { selectRegionsShape } from '../ops/selectRegions';
import { swigluShape } from '../ops/swiglu';
import { upsampleAddShape } from '../ops/upsampleAdd';
import { addWeight } from './addWeight';
import { attention } from './attention';
import { attentionCached } from './attentionCached';
import { copyRows } from './copyRows';
import { dwconv } from './dwconv';
import { embed } from './embed';
import { embedState } from './embedState';
import { lastRow } from './lastRow';
import { layernorm } from './layernorm';
import { linear } from './linear';
import { moeCombine } from './moeCombine';
import { moeLinear } from './moeLinear';
import { moeRoute } from './moeRoute';
import { patchify } from './patchify';
import type { Step } from './program';
import { CpuProgram, CpuRing } from './program';
import { regionFeatures } from './regionFeatures';
import { rmsnorm } from './rmsnorm';
import { ropeAppend } from './ropeAppend';
import { groundLocations } from './groundLocations';
import { sample } from './sample';
import { selectRegions } from './selectRegions';
import { CpuTensor, CpuWeight, valuesOf as $ } from './storage';
import { swiglu } from './swiglu';
import { upsampleAdd } from './upsampleAdd';

/** The oracle: every op in f64, one function each; `run` computes at once. */
export function createReferenceBackend(): Backend {
  return new ReferenceBackend();
}

/** The first `rows` rows of x, RMS-normalised with w. */
function normed(x: Float64Array, w: Float64Array, rows: number, cols: number): Float64Array {
  const y = new Float64Array(rows * cols);
  rmsnorm({ x, w, y, rows, cols });
  return y;
}

class ReferenceBackend implements Backend {
  readonly kind = 'cpu';
  readonly lost = new Promise<DeviceLoss>(() => undefined); // a CPU is never lost
  private recording: { label: string; dynamicRows?: number; steps: Step[] } | undefined;

  tensor(name: string, rows: number, cols: number): Tensor {
    return new CpuTensor(name, rows, cols);
  }

  weight(name: string, shape: readonly number[], data: Float32Array | Uint16Array): Weight {
    return new CpuWeight(name, shape, data);
  }

  begin(label: string, options: { dynamicRows?: number } = {}): void {
    if (this.recording)
      throw new EngineError('internal', `begin ${label}: ${this.recording.label} is not ended`);
    this.recording = { label, dynamicRows: options.dynamicRows, steps: [] };
  }

  end(): Program {
    const { label, dynamicRows, steps } = this.current();
    this.recording = undefined;
    return new CpuProgram(label, dynamicRows, steps);
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  write(t: Tensor, data: Float32Array, row = 0): void {
    $(t).set(data, row * t.cols);
  }

  read(t: Tensor): Promise<Float32Array> {
    return Promise.resolve(Float32Array.from($(t)));
  }

  ring(label: string, tensors: readonly Tensor[], slots: number): ReadbackRing {
    return new CpuRing(label, tensors, slots);
  }

  dispose(): void {
    this.recording = undefined;
  }

  private current(): { label: string; dynamicRows?: number; steps: Step[] } {
    if (!this.recording) throw new EngineError('internal', 'no program is being recorded: call begin first');
    return this.recording;
  }

  private step(step: Step): void {
    this.current().steps.push(step);
  }

  /** Rows of `t` that a run processes: those of the run (or two slots for each) if `t` is dynamic, else all. */
  private rowsOf(t: Tensor): (rows: number) => number {
    const dynamic = this.current().dynamicRows;
    if (dynamic === t.rows) return (rows) => rows;
    return dynamic !== undefined && 2 * dynamic === t.rows ? (rows) => 2 * rows : () => t.rows;
  }

  patchify(o: OpArgs<'patchify'>): void {
    const { channels } = patchifyShape(o);
    this.step(() => patchify({ ...o, x: $(o.x), y: $(o.y), channels }));
  }

  dwconv(o: OpArgs<'dwconv'>): void {
    const { channels } = dwconvShape(o);
    this.step(() => dwconv({ ...o, x: $(o.x), w: $(o.w), b: $(o.b), y: $(o.y), channels }));
  }

  upsampleAdd(o: OpArgs<'upsampleAdd'>): void {
    const { channels } = upsampleAddShape(o);
    this.step(() => upsampleAdd({ ...o, a: $(o.a), b: $(o.b), y: $(o.y), channels }));
  }

  linear(o: OpArgs<'linear'>): void {
    const { inner, cols, gated } = linearShape(o);
    const rowsOf = this.rowsOf(o.x);
    const operands = { w: $(o.w), b: o.b && $(o.b), residual: o.residual && $(o.residual), inner };
    const act = o.act === 'gelu' ? 'gelu' : 'none'; // swiglu is a second step
    this.step((run) => {
      const rows = rowsOf(run);
      const x = o.norm ? normed($(o.x), $(o.norm), rows, inner) : $(o.x);
      const y = gated ? new Float64Array(rows * 2 * cols) : $(o.y);
      linear({ ...operands, x, y, rows, cols: gated ? 2 * cols : cols, act });
      if (gated) swiglu({ x: y, y: $(o.y), rows, cols });
    });
  }

  addWeight(o: OpArgs<'addWeight'>): void {
    const { cols } = addWeightShape(o);
    const rowsOf = this.rowsOf(o.x);
    this.step((rows) => addWeight({ x: $(o.x), p: $(o.p), y: $(o.y), count: rowsOf(rows) * cols }));
  }

  layernorm(o: OpArgs<'layernorm'>): void {
    const { cols } = layernormShape(o);
    const rowsOf = this.rowsOf(o.x);
    this.step((rows) => layernorm({ x: $(o.x), w: $(o.w), b: $(o.b), y: $(o.y), rows: rowsOf(rows), cols }));
  }

  rmsnorm(o: OpArgs<'rmsnorm'>): void {
    const { cols } = rmsnormShape(o);
    const rowsOf = this.rowsOf(o.x);
    this.step((rows) => rmsnorm({ x: $(o.x), w: $(o.w), y: $(o.y), rows: rowsOf(rows), cols }));
  }

  swiglu(o: OpArgs<'swiglu'>): void {
    const { cols } = swigluShape(o);
    const rowsOf = this.rowsOf(o.y);
    this.step((rows) => swiglu({ x: $(o.x), y: $(o.y), rows: rowsOf(rows), cols }));
  }

  copyRows(o: OpArgs<'copyRows'>): void {
    const { cols } = copyRowsShape(o);
    this.step(() => copyRows({ ...o, x: $(o.x), y: $(o.y), cols }));
  }

  attention(o: OpArgs<'attention'>): void {
    const { cols } = attentionShape(o);
    const rowsOf = this.rowsOf(o.y);
    this.step((rows) => attention({ qkv: $(o.qkv), y: $(o.y), rows: rowsOf(rows), cols, heads: o.heads }));
  }

  ropeAppend(o: OpArgs<'ropeAppend'>): void {
    const { cols } = ropeAppendShape(o);
    const rowsOf = this.rowsOf(o.qkv);
    const { heads, theta } = o;
    this.step((rows) => {
      const position = $(o.state)[STATE.position];
      ropeAppend({ qkv: $(o.qkv), k: $(o.k), v: $(o.v), position, rows: rowsOf(rows), cols, heads, theta });
    });
  }

  attentionCached(o: OpArgs<'attentionCached'>): void {
    const { cols } = attentionCachedShape(o);
    const rowsOf = this.rowsOf(o.y);
    const operands = { qkv: $(o.qkv), k: $(o.k), v: $(o.v), y: $(o.y), cols, heads: o.heads };
    this.step((rows) => {
      attentionCached({ ...operands, position: $(o.state)[STATE.position], rows: rowsOf(rows) });
    });
  }

  moeRoute(o: OpArgs<'moeRoute'>): void {
    const { inner, experts } = moeRouteShape(o);
    const rowsOf = this.rowsOf(o.x);
    const operands = { w: $(o.w), ids: $(o.ids), gates: $(o.gates), inner, experts };
    this.step((run) => {
      const rows = rowsOf(run);
      if (o.normed) $(o.normed.h).set(normed($(o.x), $(o.normed.w), rows, inner));
      moeRoute({ ...operands, x: $(o.normed?.h ?? o.x), rows });
    });
  }

  moeLinear(o: OpArgs<'moeLinear'>): void {
    const { inner, cols, gated } = moeLinearShape(o);
    const rowsOf = this.rowsOf(o.ids);
    const operands = { x: $(o.x), w: $(o.w), ids: $(o.ids), inner, perSlot: o.perSlot };
    this.step((run) => {
      const rows = rowsOf(run);
      const slots = o.combine ? new Float64Array(2 * rows * cols) : $(o.y);
      const product = gated ? new Float64Array(2 * rows * 2 * cols) : slots;
      moeLinear({ ...operands, y: product, rows, cols: gated ? 2 * cols : cols });
      if (gated) swiglu({ x: product, y: slots, rows: 2 * rows, cols });
      if (!o.combine) return;
      const { gates, residual, scale } = o.combine;
      moeCombine({ x: slots, gates: $(gates), residual: $(residual), y: $(o.y), rows, cols, scale });
    });
  }

  moeCombine(o: OpArgs<'moeCombine'>): void {
    const { cols } = moeCombineShape(o);
    const rowsOf = this.rowsOf(o.y);
    const operands = {
      x: $(o.x),
      gates: $(o.gates),
      residual: $(o.residual),
      y: $(o.y),
      cols,
      scale: o.scale,
    };
    this.step((rows) => moeCombine({ ...operands, rows: rowsOf(rows) }));
  }

  selectRegions(o: OpArgs<'selectRegions'>): void {
    const { count } = selectRegionsShape(o);
    this.step(() => selectRegions({ ...o, box: $(o.box), regions: $(o.regions), count }));
  }

  regionFeatures(o: OpArgs<'regionFeatures'>): void {
    const { rows, channels } = regionFeaturesShape(o);
    this.step(() =>
      regionFeatures({ ...o, dense: $(o.dense), regions: $(o.regions), y: $(o.y), rows, channels }),
    );
  }

  embed(o: OpArgs<'embed'>): void {
    const { cols } = embedShape(o);
    const rowsOf = this.rowsOf(o.y);
    const operands = { ids: $(o.ids), table: $(o.table), y: $(o.y), firstRow: o.firstRow, cols };
    this.step((rows) => embed({ ...operands, rows: rowsOf(rows) }));
  }

  lastRow(o: OpArgs<'lastRow'>): void {
    const { cols } = lastRowShape(o);
    const rowsOf = this.rowsOf(o.x);
    this.step((rows) => lastRow({ x: $(o.x), y: $(o.y), rows: rowsOf(rows), cols }));
  }

  embedState(o: OpArgs<'embedState'>): void {
    const { cols } = embedStateShape(o);
    this.step(() => embedState({ state: $(o.state), table: $(o.table), y: $(o.y), cols }));
  }

  groundLocations(o: OpArgs<'groundLocations'>): void {
    groundLocationsShape(o);
    const { states, bound, locFirst, locBins, findToken } = o.grammar;
    const tables = { states: $(states), bound: $(bound), locFirst, locBins, findToken };
    const tensors = {
      logits: $(o.logits),
      regions: $(o.regions),
      state: $(o.state),
      written: $(o.out),
      y: $(o.y),
    };
    this.step(() => groundLocations({ ...tables, ...tensors }));
  }

  sample(o: OpArgs<'sample'>): void {
    sampleShape(o);
    const { classes, transitions, states, bound: _, ...limits } = o.grammar;
    const operands = { classes: $(classes), transitions: $(transitions), states: $(states), limits };
    const tensors = { logits: $(o.logits), state: $(o.state), out: $(o.out) };
    this.step((rows) => sample({ ...operands, ...tensors, rows }));
  }
}
