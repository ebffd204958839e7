/**
 * Rotary embedding of position `position + i` for row i (half-split pairs c, c + d/2): q is rotated in place in
 * qkv [M, 3*C]; rotated k and plain v become rows `position + i` of the caches [capacity, C]. Rows beyond the capacity
 * are dropped.
 */
export function ropeAppend(o: {
  qkv: Float64Array;
  k: Float64Array;
  v: Float64Array;
  position: number;
  rows: number;
  cols: number;
  heads: number;
  theta: number;
}): void {
  const { qkv, k, v, position, rows, cols, heads, theta } = o;
  const d = cols / heads;
  const capacity = k.length / cols;
  for (let m = 0; m < rows; m++) {
    const row = qkv.subarray(m * 3 * cols, (m + 1) * 3 * cols);
    const slot = position + m;
    if (slot >= capacity) continue;
    const rotated = Float64Array.from(row.subarray(0, 2 * cols));
    for (let h = 0; h < 2 * heads; h++) {
      for (let c = 0; c < d / 2; c++) {
        const angle = slot * theta ** ((-2 * c) / d);
        const [a, b] = [row[h * d + c], row[h * d + c + d / 2]];
        rotated[h * d + c] = a * Math.cos(angle) - b * Math.sin(angle);
        rotated[h * d + c + d / 2] = b * Math.cos(angle) + a * Math.sin(angle);
      }
    }
    row.set(rotated.subarray(0, cols));
    k.set(rotated.subarray(cols), slot * cols);
    v.set(row.subarray(2 * cols), slot * cols);
  }
}
