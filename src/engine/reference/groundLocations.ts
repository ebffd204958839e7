import { SAMPLE_FLOATS, STATE } from '../ops/backend';

const OUT_OF_REACH = -1e30;

export interface GroundLocationsArgs {
  logits: Float64Array;
  /** [R, 8]: x0 y0 x1 y1 as fractions of the square, then score, logit, cell, 0 */
  regions: Float64Array;
  /** [S, 4], axis first */
  states: Float64Array;
  /** [S]: 0 free, 1 any region, 2 a region not yet found */
  bound: Float64Array;
  state: Float64Array;
  /** What `sample` has written so far. */
  written: Float64Array;
  y: Float64Array;
  locFirst: number;
  locBins: number;
  findToken: number;
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** Location bins of a region's box: two corners that never coincide. */
export function regionBins(box: ArrayLike<number>, locBins: number): number[] {
  const last = locBins - 1;
  const bin = (v: number) => Math.floor(v * last + 0.5);
  const low = [clamp(bin(box[0]), 0, last - 1), clamp(bin(box[1]), 0, last - 1)];
  return [...low, clamp(bin(box[2]), low[0] + 1, last), clamp(bin(box[3]), low[1] + 1, last)];
}

/** Whether a finding already written has exactly these bins. */
function isFound(
  { state, written, locFirst, findToken }: GroundLocationsArgs,
  bins: readonly number[],
): boolean {
  const token = (i: number) => written[i * SAMPLE_FLOATS];
  for (let i = 0; i + 5 < state[STATE.count]; i++) {
    if (token(i) === findToken && bins.every((bin, a) => token(i + 2 + a) === bin + locFirst)) return true;
  }
  return false;
}

/** Lowers every location token that no eligible region has at the coordinate being written; see the op table. */
export function groundLocations(o: GroundLocationsArgs): void {
  const { logits, regions, states, bound, state, y, locFirst, locBins } = o;
  const now = state[STATE.grammar];
  const axis = Math.max(0, states[now * 4]);
  const allowed = new Set<number>();
  for (let r = 0; r < regions.length / 8 && bound[now] > 0; r++) {
    const box = regions.subarray(r * 8, r * 8 + 4);
    if (box[2] <= box[0] || box[3] <= box[1]) continue;
    const bins = regionBins(box, locBins);
    const follows = bins.slice(0, axis).every((bin, a) => bin === state[STATE.x0 + a]);
    if (follows && !(bound[now] > 1 && isFound(o, bins))) allowed.add(bins[axis] + locFirst);
  }
  const isLocation = (v: number) => v >= locFirst && v < locFirst + locBins;
  for (let v = 0; v < logits.length; v++) {
    y[v] = allowed.size > 0 && isLocation(v) && !allowed.has(v) ? OUT_OF_REACH : logits[v];
  }
}
