/**
 * y [2M, N]: row 2m+s = x[m] . w[ids[m, s]]^T, or x[2m+s] when `perSlot`; w [E, N, K]; ids [M, 2].
 */
export function moeLinear(o: {
  x: Float64Array;
  w: Float64Array;
  ids: Float64Array;
  y: Float64Array;
  rows: number;
  inner: number;
  cols: number;
  perSlot: boolean;
}): void {
  const { x, w, ids, y, rows, inner, cols, perSlot } = o;
  for (let slot = 0; slot < 2 * rows; slot++) {
    const from = (perSlot ? slot : slot >> 1) * inner;
    const expert = ids[slot] * cols * inner;
    for (let n = 0; n < cols; n++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += x[from + k] * w[expert + n * inner + k];
      y[slot * cols + n] = sum;
    }
  }
}
