import { STATE } from '../ops/backend';

/** y[0] = table[state.token]; table [V, C]. */
export function embedState(o: {
  state: Float64Array;
  table: Float64Array;
  y: Float64Array;
  cols: number;
}): void {
  const token = o.state[STATE.token];
  o.y.set(o.table.subarray(token * o.cols, (token + 1) * o.cols));
}
