const EPS = 1e-5;

/** LayerNorm of each row of x [M, C], variance in a second pass, eps 1e-5. */
export function layernorm(o: {
  x: Float64Array;
  w: Float64Array;
  b: Float64Array;
  y: Float64Array;
  rows: number;
  cols: number;
}): void {
  const { x, w, b, y, rows, cols } = o;
  for (let m = 0; m < rows; m++) {
    const row = x.subarray(m * cols, (m + 1) * cols);
    const mean = row.reduce((sum, v) => sum + v, 0) / cols;
    const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / cols;
    const scale = 1 / Math.sqrt(variance + EPS);
    for (let c = 0; c < cols; c++) y[m * cols + c] = (row[c] - mean) * scale * w[c] + b[c];
  }
}
