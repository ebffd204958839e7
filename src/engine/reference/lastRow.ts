/** y[0] = x[rows - 1]. */
export function lastRow(o: { x: Float64Array; y: Float64Array; rows: number; cols: number }): void {
  o.y.set(o.x.subarray((o.rows - 1) * o.cols, o.rows * o.cols));
}
