/** y[yRow + i] = x[xRow + i] for i < count; both of `cols` columns. */
export function copyRows(o: {
  x: Float64Array;
  y: Float64Array;
  xRow: number;
  yRow: number;
  count: number;
  cols: number;
}): void {
  o.y.set(o.x.subarray(o.xRow * o.cols, (o.xRow + o.count) * o.cols), o.yRow * o.cols);
}
