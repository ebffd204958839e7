import type { GrammarTables } from '../ops/backend';
import { SAMPLE_FLOATS, STATE } from '../ops/backend';
import { FORBIDDEN } from '../ops/grammarDistances';

/** Location bins on each side of the chosen one over which the expectation is taken. */
const WINDOW = 4;

type Limits = Omit<GrammarTables, 'classes' | 'transitions' | 'states' | 'bound'>;

export interface SampleArgs {
  logits: Float64Array;
  classes: Float64Array;
  transitions: Float64Array;
  states: Float64Array;
  limits: Limits;
  state: Float64Array;
  out: Float64Array;
  /** tokens that this step consumed */
  rows: number;
}

/** One row of `GrammarTables.states`. */
function stateRow(
  states: Float64Array,
  index: number,
): { axis: number; maxRun: number; finding: number; distance: number } {
  const [axis, maxRun, finding, distance] = states.subarray(index * 4, index * 4 + 4);
  return { axis, maxRun, finding, distance };
}

/** Next grammar state if token `v` is allowed now, else -1. See `GrammarTables` for the rules. */
function nextState(o: SampleArgs, v: number): number {
  const { limits, state, states } = o;
  const here = stateRow(states, state[STATE.grammar]);
  const next = o.transitions[state[STATE.grammar] * limits.classCount + o.classes[v]];
  if (next === FORBIDDEN) return -1;
  const then = stateRow(states, next);
  if (here.maxRun > 0 && then.maxRun > 0 && state[STATE.textRun] >= here.maxRun) return -1;
  if (then.finding > 0 && state[STATE.findings] >= limits.maxFindings) return -1;
  if (state[STATE.count] + 1 + then.distance > limits.maxTokens) return -1;
  if (here.axis < 0) return next;
  // A box must keep x1 > x0 and y1 > y0 possible, so its first corner may not take the last bin.
  const bin = v - limits.locFirst;
  const low = here.axis < 2 ? 0 : state[here.axis === 2 ? STATE.x0 : STATE.y0] + 1;
  const high = here.axis < 2 ? limits.locBins - 2 : limits.locBins - 1;
  return bin >= low && bin <= high ? next : -1;
}

/** Expectation and standard deviation of the location bin, under the softmax within WINDOW bins of the chosen token. */
function locate(
  logits: Float64Array,
  allowed: (v: number) => boolean,
  token: number,
  limits: Limits,
): [number, number] {
  const first = limits.locFirst;
  const from = Math.max(first, token - WINDOW);
  const to = Math.min(first + limits.locBins - 1, token + WINDOW);
  const weigh = (f: (v: number) => number): number => {
    let sum = 0;
    for (let v = from; v <= to; v++) if (allowed(v)) sum += Math.exp(logits[v] - logits[token]) * f(v);
    return sum;
  };
  const total = weigh(() => 1);
  const mean = weigh((v) => v - first) / total;
  return [mean, Math.sqrt(weigh((v) => (v - first - mean) ** 2) / total)];
}

/**
 * Grammar-masked greedy choice from logits [1, V] (lower token first on a tie). Advances `state` and writes
 * (token, probability under the masked softmax, location mean, location deviation) to row `count` of `out`; the last two
 * are 0 for other tokens. Does nothing once `done`; if no token is allowed (a broken table, or NaN logits) it only sets `done`.
 */
export function sample(o: SampleArgs): void {
  const { logits, limits, state, out } = o;
  if (state[STATE.done] !== 0) return;
  state[STATE.position] += o.rows;
  const allowed = (v: number): boolean => nextState(o, v) >= 0;
  let token = -1;
  for (let v = 0; v < logits.length; v++) {
    if (allowed(v) && logits[v] > (token < 0 ? -Infinity : logits[token])) token = v;
  }
  if (token < 0) {
    state[STATE.done] = 1;
    return;
  }
  const total = logits.reduce((sum, x, v) => (allowed(v) ? sum + Math.exp(x - logits[token]) : sum), 0);
  const here = stateRow(o.states, state[STATE.grammar]);
  const next = nextState(o, token);
  const then = stateRow(o.states, next);
  const [mean, deviation] = here.axis < 0 ? [0, 0] : locate(logits, allowed, token, limits);
  const count = state[STATE.count];
  if ((count + 1) * SAMPLE_FLOATS <= out.length) {
    out.set([token, 1 / total, mean, deviation], count * SAMPLE_FLOATS);
  }
  if (here.axis >= 0 && here.axis < 3) state[STATE.x0 + here.axis] = token - limits.locFirst;
  state[STATE.textRun] = here.maxRun > 0 && then.maxRun > 0 ? state[STATE.textRun] + 1 : 0;
  if (then.finding > 0) state[STATE.findings] += 1;
  state[STATE.grammar] = next;
  state[STATE.count] = count + 1;
  state[STATE.token] = token;
  const row = o.transitions.subarray(next * limits.classCount, (next + 1) * limits.classCount);
  if (row.every((to) => to === FORBIDDEN) || count + 1 >= limits.maxTokens) state[STATE.done] = 1;
}
