/** y [M, C] = residual + scale * sum_s gates[m, s] * x[2m+s]. `residual` may be `y`. */
export function moeCombine(o: {
  x: Float64Array;
  gates: Float64Array;
  residual: Float64Array;
  y: Float64Array;
  rows: number;
  cols: number;
  scale: number;
}): void {
  const { x, gates, residual, y, rows, cols, scale } = o;
  for (let m = 0; m < rows; m++) {
    for (let c = 0; c < cols; c++) {
      const first = gates[2 * m] * x[2 * m * cols + c];
      const second = gates[2 * m + 1] * x[(2 * m + 1) * cols + c];
      y[m * cols + c] = residual[m * cols + c] + scale * (first + second);
    }
  }
}
