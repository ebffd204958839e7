/**
 * The op table. A model is written once against `Backend`; `gpu/` records WGSL dispatches from it and
 * `reference/` computes the same in f64. Every op is *recorded* into a Program at build time (buffers,
 * pipelines and bind groups exist before the first photo) and run many times.
 *
 * Tensors are f32, row-major, [rows, cols]; a feature map is [H*W, C] (NHWC without the N).
 * `rows` of a tensor is its capacity; a program that was begun with dynamic rows processes only the
 * first `rows` rows given to `run` (prefill: the prompt's length varies).
 */

export interface Tensor {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
}

/** A parameter. Matrices may be stored as f16 pairs in u32 words (read with unpack2x16float: core WGSL). */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'f32' | 'f16';
}

/** Activation fused into `linear`. gelu is the tanh approximation with its argument clamped. */
export type Activation = 'none' | 'gelu';

/** Grounding-relevant scalars that live on the device while an answer is written. See ops/sample. */
export const STATE_WORDS = 16;
export const STATE = {
  position: 0, // tokens in the KV cache
  grammar: 1, // grammar state
  count: 2, // tokens generated
  x0: 3, // location bins of the box being written
  y0: 4,
  x1: 5,
  textRun: 6, // text tokens since the last structural token
  findings: 7,
  done: 8, // 1 after <eos>
  token: 9, // last token: the next step's input
} as const;

/** Floats written by `sample` for each generated token. */
export const SAMPLE_FLOATS = 4; // token id, probability, expectation of the location bin, its standard deviation

export interface Backend {
  readonly kind: 'webgpu' | 'cpu';

  /** Allocates an activation. Never called after the model is built. */
  tensor(name: string, rows: number, cols: number): Tensor;
  /** Uploads a parameter (f16 data arrives as Uint16Array). */
  weight(name: string, shape: readonly number[], data: Float32Array | Uint16Array): Weight;

  /** Starts recording; ops are recorded until `end`. With `dynamicRows`, every tensor of exactly that many rows is
   *  dynamic: `run({ rows })` processes its first `rows` rows; of one twice as high (two expert slots a row), the first
   *  2 * rows. Tensors of other heights are always processed whole. */
  begin(label: string, options?: { dynamicRows?: number }): void;
  end(): Program;

  /** Resolves when every pipeline of every program recorded so far is compiled. Must be awaited before `run`.
   *  Rejects with EngineError 'shader', 'out-of-memory' or 'internal'. */
  ready(onProgress?: (compiled: number, total: number) => void): Promise<void>;
  /** Resolves when the device is gone (never on the CPU). Nothing recorded survives it. */
  readonly lost: Promise<DeviceLoss>;

  /** Uploads rows `row`.. of an activation. */
  write(t: Tensor, data: Float32Array, row?: number): void;
  /** Reads the whole tensor back (tests, and results once an answer is complete). Waits for everything submitted. */
  read(t: Tensor): Promise<Float32Array>;
  /** Late readback: `slots` staging copies of the given tensors, filled by `run({ capture })` and read in order. */
  ring(label: string, tensors: readonly Tensor[], slots: number): ReadbackRing;
  dispose(): void;

  // --- feature maps -------------------------------------------------------------------------
  /** Space to depth: x [H*W, C] -> y [(H/p)*(W/p), p*p*C], column order (dy, dx, c). */
  patchify(o: { x: Tensor; y: Tensor; height: number; width: number; patch: number }): void;
  /** Depthwise k x k convolution, zero padding k/2: x, y [H*W, C]; w [k*k, C]; b [C]. */
  dwconv(o: {
    x: Tensor;
    w: Weight;
    b: Weight;
    y: Tensor;
    height: number;
    width: number;
    kernel: number;
  }): void;
  /** y [H*W, C] = b + a upsampled 2x (nearest), a [(H/2)*(W/2), C]. */
  upsampleAdd(o: { a: Tensor; b: Tensor; y: Tensor; height: number; width: number }): void;

  // --- dense --------------------------------------------------------------------------------
  /** y [M, N] = act(x [M, K] . w [N, K]^T + b) + residual. y may be the residual tensor's own buffer only via `residual === y`.
   *  `norm` [K]: x is RMS-normalised with it first (see rmsnorm).
   *  act 'swiglu': w is [2N, K], gate rows first, and y = silu(gate) * up; without b and residual. */
  linear(o: {
    x: Tensor;
    w: Weight;
    b?: Weight;
    y: Tensor;
    act?: Activation | 'swiglu';
    residual?: Tensor;
    norm?: Weight;
  }): void;
  /** y = x + p, p [rows, cols] a parameter (position embedding). */
  addWeight(o: { x: Tensor; p: Weight; y: Tensor }): void;
  /** LayerNorm over columns, eps 1e-5, two-pass variance. */
  layernorm(o: { x: Tensor; w: Weight; b: Weight; y: Tensor }): void;
  /** RMSNorm over columns, eps 1e-6. */
  rmsnorm(o: { x: Tensor; w: Weight; y: Tensor }): void;
  /** y [M, F] = silu(x[:, :F]) * x[:, F:], x [M, 2F]. */
  swiglu(o: { x: Tensor; y: Tensor }): void;
  /** Copies rows: y[yRow + i] = x[xRow + i] for i < count (assembling the prefix). */
  copyRows(o: { x: Tensor; y: Tensor; xRow: number; yRow: number; count: number }): void;

  // --- attention ----------------------------------------------------------------------------
  /** Full attention without mask: qkv [T, 3*C] (q | k | v, each heads x d) -> y [T, C], scale 1/sqrt(d). */
  attention(o: { qkv: Tensor; y: Tensor; heads: number }): void;
  /** Rotary embedding (half-split pairs i, i+d/2) of q in place in qkv [M, 3*C]; rotated k and plain v appended to the
   *  caches k, v [maxTokens, C] at rows state.position + i. */
  ropeAppend(o: { qkv: Tensor; k: Tensor; v: Tensor; state: Tensor; heads: number; theta: number }): void;
  /** Causal attention over the cache: q = first C columns of qkv [M, 3*C]; row i sees keys 0..state.position + i. y [M, C]. */
  attentionCached(o: { qkv: Tensor; k: Tensor; v: Tensor; state: Tensor; y: Tensor; heads: number }): void;

  // --- mixture of experts -------------------------------------------------------------------
  /** Router: logits x [M, K] . w [E, K]^T, softmax over all E, top-2 (lower index first on a tie), renormalised.
   *  ids [M, 2] (stored as floats), gates [M, 2].
   *  `normed`: x is RMS-normalised with `w` first; the result goes to `h` [M, K], which the experts read. */
  moeRoute(o: { x: Tensor; w: Weight; ids: Tensor; gates: Tensor; normed?: { w: Weight; h: Tensor } }): void;
  /** y [2M, N]: row 2m+s = x[m] . w[ids[m,s]]^T, or x[2m+s] when `perSlot` (second matrix). w [E, N, K].
   *  act 'swiglu': w is [E, 2N, K], gate rows first, and y = silu(gate) * up.
   *  `combine`: y is [M, N] = residual + scale * sum_s gates[m,s] * row 2m+s, as moeCombine would make it;
   *  not together with swiglu. */
  moeLinear(o: {
    x: Tensor;
    w: Weight;
    ids: Tensor;
    y: Tensor;
    perSlot: boolean;
    act?: 'none' | 'swiglu';
    combine?: { gates: Tensor; residual: Tensor; scale: number };
  }): void;
  /** y [M, C] = residual + scale * sum_s gates[m,s] * x[2m+s]. */
  moeCombine(o: { x: Tensor; gates: Tensor; residual: Tensor; y: Tensor; scale: number }): void;

  // --- grounding ----------------------------------------------------------------------------
  /** Decodes box [H*W, 5] (logit, log l t r b in cells) and keeps the best `regions.rows` after greedy NMS:
   *  each regions row = [x0, y0, x1, y1 (fraction of the square, clipped), score, logit, cell index, 0].
   *  Same order and ties (lower cell first) as the reference. iou > nmsIou suppresses. */
  selectRegions(o: { box: Tensor; regions: Tensor; height: number; width: number; nmsIou: number }): void;
  /** y [R, C + 8F + 4]: dense[cell] | for each of x0 y0 x1 y1: sin(2^k pi c) k<F, cos(2^k pi c) k<F | score, logit/8, area, 1. */
  regionFeatures(o: { dense: Tensor; regions: Tensor; y: Tensor; fourier: number }): void;

  // --- text ---------------------------------------------------------------------------------
  /** y[i] = table[ids[i]] for firstRow <= i < rows; ids [maxTokens, 1] stored as floats; table [V, C]. */
  embed(o: { ids: Tensor; table: Weight; y: Tensor; firstRow: number }): void;
  /** y[0] = x[rows - 1]: the last row of a program with dynamic rows. */
  lastRow(o: { x: Tensor; y: Tensor }): void;
  /** y[0] = table[state.token]. */
  embedState(o: { state: Tensor; table: Weight; y: Tensor }): void;
  /** Binds the box being written to the encoder's regions: y [1, V] = logits, with every location token that no eligible
   *  region has at this coordinate lowered to -1e30. Eligible: regions whose earlier coordinates are the ones already
   *  written, and in a finding (bound 2) no region that a finding in `out` already has. Where the state is not bound, or
   *  nothing is eligible, y = logits. regions [R <= 64, 8] as selectRegions writes them. */
  groundLocations(o: {
    logits: Tensor;
    regions: Tensor;
    grammar: GrammarTables;
    state: Tensor;
    out: Tensor;
    y: Tensor;
  }): void;
  /** Grammar-masked greedy choice from logits [1, V]; advances state, appends SAMPLE_FLOATS to out[count].
   *  `rows` tokens were consumed by this step (prefill: dynamic rows; decode: 1): position += rows.
   *  Does nothing once state.done is 1. `done` is set on entering a state without transitions, or at maxTokens. */
  sample(o: { logits: Tensor; grammar: GrammarTables; state: Tensor; out: Tensor }): void;
}

/** Token classes and transitions, uploaded once. See model/grammar.ts. */
export interface GrammarTables {
  /** class of each token, [V] stored as f32 */
  classes: Weight;
  /** next state for [state][class], 255 = forbidden, stored as f32 */
  transitions: Weight;
  /** per state: [locAxis, maxTextRun, finding, distance], stored as f32.
   *  locAxis: coordinate the state emits (0 x0, 1 y0, 2 x1, 3 y1, -1 none).
   *  maxTextRun: > 0 in the states of a text run (its first one included). A token between two such states is text; it is
   *  forbidden once `textRun` reaches the limit of the state it leaves.
   *  finding: 1 if entering the state starts a finding; forbidden once `findings` reaches maxFindings.
   *  distance: fewest tokens from the state to the end (0 at the end; see ops/grammarDistances). A token is forbidden if
   *  the answer could not be ended within maxTokens after it. */
  states: Weight;
  /** per state: whether its location must be a region's: 0 free, 1 any region, 2 a region not yet found */
  bound: Weight;
  /** token that starts a finding: <find> kind x0 y0 x1 y1 */
  findToken: number;
  stateCount: number;
  classCount: number;
  /** first location token id and number of bins */
  locFirst: number;
  locBins: number;
  /** limits that guarantee an end */
  maxText: number;
  maxFindings: number;
  maxTokens: number;
}

/** A recorded list of dispatches. One `run` is one submit on the GPU. */
export interface Program {
  readonly label: string;
  readonly dispatches: number;
  run(options?: RunOptions): void;
}

export interface RunOptions {
  /** Required when the program was begun with dynamicRows. */
  rows?: number;
  /** Copies the ring's tensors, as they are after this run, into its next slot (same submit). */
  capture?: ReadbackRing;
}

/**
 * Reads results late, without stalling the queue: the caller runs a few steps ahead and takes them in order.
 *
 *     while (!done) {
 *       while (ring.pending < ahead) decode.run({ capture: ring });
 *       const [out, state] = await ring.next();
 *     }
 *     await ring.drain();
 */
export interface ReadbackRing {
  readonly slots: number;
  /** Captures not yet taken by `next`; a capture while pending === slots throws EngineError 'internal'. */
  readonly pending: number;
  /** The oldest capture, one array a tensor in the ring's order. The arrays are overwritten when the slot is reused,
   *  that is after `slots` further captures. Rejects with EngineError 'device-lost' if the device goes away. */
  next(): Promise<readonly Float32Array[]>;
  /** Drops every pending capture, once the device has finished with them. */
  drain(): Promise<void>;
}

/** Why a device went away (a GPUDeviceLostInfo fits). */
export interface DeviceLoss {
  readonly reason: string;
  readonly message: string;
}

/** The ops, by name, and what each takes. */
export type OpName = Exclude<
  keyof Backend,
  'kind' | 'tensor' | 'weight' | 'begin' | 'end' | 'ready' | 'lost' | 'write' | 'read' | 'ring' | 'dispose'
>;
export type OpArgs<Name extends OpName> = Parameters<Backend[Name]>[0];
