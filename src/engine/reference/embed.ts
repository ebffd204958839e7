/** y[i] = table[ids[i]] for firstRow <= i < rows; table [V, C]. */
export function embed(o: {
  ids: Float64Array;
  table: Float64Array;
  y: Float64Array;
  firstRow: number;
  rows: number;
  cols: number;
}): void {
  const { ids, table, y, firstRow, rows, cols } = o;
  for (let i = firstRow; i < rows; i++) y.set(table.subarray(ids[i] * cols, (ids[i] + 1) * cols), i * cols);
}
