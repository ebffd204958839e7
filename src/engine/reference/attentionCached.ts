import { attendOne } from './attention';

/**
 * Causal attention over the caches k, v [capacity, C]: q = first C columns of qkv [M, 3*C]; row i sees keys
 * 0..position + i. y [M, C]. Rows beyond the capacity see the whole cache.
 */
export function attentionCached(o: {
  qkv: Float64Array;
  k: Float64Array;
  v: Float64Array;
  y: Float64Array;
  position: number;
  rows: number;
  cols: number;
  heads: number;
}): void {
  const { qkv, k, v, y, position, rows, cols, heads } = o;
  const d = cols / heads;
  const capacity = k.length / cols;
  for (let m = 0; m < rows; m++) {
    for (let h = 0; h < heads; h++) {
      const at = m * 3 * cols + h * d;
      attendOne({
        q: qkv.subarray(at, at + d),
        k: k.subarray(h * d),
        v: v.subarray(h * d),
        y: y.subarray(m * cols + h * d, m * cols + (h + 1) * d),
        keys: Math.min(position + m + 1, capacity),
        kStride: cols,
        vStride: cols,
      });
    }
  }
}
