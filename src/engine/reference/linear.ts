import type { Activation } from '../ops/backend';
import { gelu } from './gelu';

/** y [M, N] = act(x [M, K] . w [N, K]^T + b) + residual. `residual` may be `y` itself. */
export function linear(o: {
  x: Float64Array;
  w: Float64Array;
  b?: Float64Array;
  residual?: Float64Array;
  y: Float64Array;
  rows: number;
  inner: number;
  cols: number;
  act: Activation;
}): void {
  const { x, w, b, residual, y, rows, inner, cols, act } = o;
  for (let m = 0; m < rows; m++) {
    for (let n = 0; n < cols; n++) {
      let sum = b ? b[n] : 0;
      for (let k = 0, i = m * inner, j = n * inner; k < inner; k++) sum += x[i++] * w[j++];
      const value = act === 'gelu' ? gelu(sum) : sum;
      y[m * cols + n] = residual ? residual[m * cols + n] + value : value;
    }
  }
}
