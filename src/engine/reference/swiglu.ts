/** y [M, F] = silu(x[:, :F]) * x[:, F:]; x [M, 2F]. */
export function swiglu(o: { x: Float64Array; y: Float64Array; rows: number; cols: number }): void {
  const { x, y, rows, cols } = o;
  for (let m = 0; m < rows; m++) {
    for (let f = 0; f < cols; f++) {
      const gate = x[m * 2 * cols + f];
      y[m * cols + f] = (gate / (1 + Math.exp(-gate))) * x[m * 2 * cols + cols + f];
    }
  }
}
