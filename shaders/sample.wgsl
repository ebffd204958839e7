// Grammar-masked greedy choice from logits [1, V] (lower token first on a tie); advances the state and appends (token,
// probability, location mean, location deviation) to `out`. Rules: GrammarTables in src/engine/ops/backend.ts.
// One workgroup; nothing happens once state.done is set.
//#use lib/rows
//#use lib/argmax

struct Params {
  fixedRows: u32, // rowCount() is the number of tokens this step consumed
  slots: u32,
  vocabulary: u32,
  classCount: u32, // at most 256
  locFirst: u32,
  locBins: u32,
  maxFindings: u32,
  maxTokens: u32,
  capacity: u32, // rows of out
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> classes: array<f32>;
@group(0) @binding(4) var<storage, read> transitions: array<f32>;
@group(0) @binding(5) var<storage, read> states: array<vec4f>; // axis, maxTextRun, finding, distance
@group(0) @binding(6) var<storage, read_write> state: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<vec4f>;

const THREADS = 256u;
const FORBIDDEN = 255u;
const WINDOW = 4u; // location bins on each side of the chosen one
// STATE
const POSITION = 0u;
const GRAMMAR = 1u;
const COUNT = 2u;
const X0 = 3u;
const Y0 = 4u;
const TEXT_RUN = 6u;
const FINDINGS = 7u;
const DONE = 8u;
const TOKEN = 9u;

var<workgroup> classAllowed: array<u32, THREADS>;
var<workgroup> partial: array<f32, THREADS>;
var<private> bins: vec2u; // first and last location token allowed, where the state emits a coordinate
var<private> here: vec4f; // row of `states` of the present state

fn nextState(class_: u32) -> u32 {
  return u32(transitions[u32(state[GRAMMAR]) * params.classCount + class_]);
}

fn isAllowedClass(class_: u32) -> bool {
  let next = nextState(class_);
  if (next == FORBIDDEN) {
    return false;
  }
  let then = states[next];
  let textEnds = here.y > 0.0 && then.y > 0.0 && state[TEXT_RUN] >= here.y;
  let findingsEnd = then.z > 0.0 && state[FINDINGS] >= f32(params.maxFindings);
  let tooLong = state[COUNT] + 1.0 + then.w > f32(params.maxTokens);
  return !(textEnds || findingsEnd || tooLong);
}

fn isAllowed(token: u32) -> bool {
  return classAllowed[u32(classes[token])] == 1u && token >= bins.x && token <= bins.y;
}

/// Tokens that the state's coordinate may take: x1 > x0 and y1 > y0 must stay possible.
fn allowedBins() -> vec2u {
  let last = params.locFirst + params.locBins - 1u;
  switch i32(here.x) {
    case 0, 1: { return vec2u(params.locFirst, last - 1u); }
    case 2: { return vec2u(params.locFirst + u32(state[X0]) + 1u, last); }
    case 3: { return vec2u(params.locFirst + u32(state[Y0]) + 1u, last); }
    default: { return vec2u(0u, params.vocabulary - 1u); }
  }
}

/// Mean and standard deviation of the location bin within WINDOW of the chosen token.
fn locate(token: u32) -> vec2f {
  let low = max(bins.x, max(token, params.locFirst + WINDOW) - WINDOW);
  let high = min(bins.y, token + WINDOW);
  var total = 0.0;
  var mean = 0.0; // relative to the token: small numbers lose no digits
  for (var v = low; v <= high; v++) {
    let p = select(0.0, exp(max(logits[v] - logits[token], -80.0)), isAllowed(v));
    total += p;
    mean += p * (f32(v) - f32(token));
  }
  mean /= total;
  var variance = 0.0;
  for (var v = low; v <= high; v++) {
    let p = select(0.0, exp(max(logits[v] - logits[token], -80.0)), isAllowed(v));
    let d = f32(v) - f32(token) - mean;
    variance += p * d * d;
  }
  return vec2f(f32(token - params.locFirst) + mean, sqrt(variance / total));
}

/// Thread 0, once the choice is known: writes the token and moves the state on.
fn advance(token: u32, total: f32) {
  state[POSITION] += f32(rowCount());
  if (token == NONE) {
    state[DONE] = 1.0; // no token is allowed: a broken table, or NaN logits
    return;
  }
  let next = nextState(u32(classes[token]));
  let then = states[next];
  let count = u32(state[COUNT]);
  let axis = i32(here.x);
  var place = vec2f();
  if (axis >= 0) {
    place = locate(token);
  }
  if (count < params.capacity) {
    out[count] = vec4f(f32(token), 1.0 / total, place);
  }
  if (axis >= 0 && axis < 3) {
    state[X0 + u32(axis)] = f32(token - params.locFirst);
  }
  state[TEXT_RUN] = select(0.0, state[TEXT_RUN] + 1.0, here.y > 0.0 && then.y > 0.0);
  state[FINDINGS] += select(0.0, 1.0, then.z > 0.0);
  state[GRAMMAR] = f32(next);
  state[COUNT] = f32(count + 1u);
  state[TOKEN] = f32(token);
  var ended = count + 1u >= params.maxTokens;
  if (!ended) {
    ended = true;
    for (var c = 0u; c < params.classCount; c++) {
      ended = ended && nextState(c) == FORBIDDEN;
    }
  }
  state[DONE] = select(0.0, 1.0, ended);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  here = states[u32(state[GRAMMAR])];
  bins = allowedBins();
  classAllowed[thread] = select(0u, 1u, thread < params.classCount && isAllowedClass(min(thread, params.classCount - 1u)));
  workgroupBarrier();

  var mine = Candidate(-3e38, NONE);
  for (var v = thread; v < params.vocabulary; v += THREADS) {
    if (logits[v] > mine.value && isAllowed(v)) {
      mine = Candidate(logits[v], v);
    }
  }
  let best = argmax(thread, mine);

  var sum = 0.0;
  for (var v = thread; v < params.vocabulary; v += THREADS) {
    sum += select(0.0, exp(clamp(logits[v] - best.value, -80.0, 0.0)), isAllowed(v));
  }
  partial[thread] = sum;
  workgroupBarrier();
  if (thread < 16u) {
    for (var i = thread + 16u; i < THREADS; i += 16u) {
      sum += partial[i];
    }
  }
  workgroupBarrier();
  if (thread < 16u) {
    partial[thread] = sum;
  }
  workgroupBarrier();
  if (thread == 0u && state[DONE] == 0.0) {
    for (var i = 1u; i < 16u; i++) {
      sum += partial[i];
    }
    advance(best.index, sum);
  }
}
