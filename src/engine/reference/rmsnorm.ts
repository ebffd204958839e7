const EPS = 1e-6;

/** RMSNorm of each row of x [M, C], eps 1e-6. */
export function rmsnorm(o: {
  x: Float64Array;
  w: Float64Array;
  y: Float64Array;
  rows: number;
  cols: number;
}): void {
  const { x, w, y, rows, cols } = o;
  for (let m = 0; m < rows; m++) {
    const row = x.subarray(m * cols, (m + 1) * cols);
    const scale = 1 / Math.sqrt(row.reduce((sum, v) => sum + v * v, 0) / cols + EPS);
    for (let c = 0; c < cols; c++) y[m * cols + c] = row[c] * scale * w[c];
  }
}
