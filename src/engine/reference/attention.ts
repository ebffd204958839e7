/** Softmax-weighted sum of value rows for one query and one head; keys and values are rows of stride `stride`. */
export function attendOne(o: {
  q: Float64Array;
  k: Float64Array;
  v: Float64Array;
  y: Float64Array;
  keys: number;
  kStride: number;
  vStride: number;
}): void {
  const { q, k, v, y, keys, kStride, vStride } = o;
  const d = q.length;
  const scores = new Float64Array(keys);
  for (let t = 0; t < keys; t++) {
    let dot = 0;
    for (let c = 0; c < d; c++) dot += q[c] * k[t * kStride + c];
    scores[t] = dot / Math.sqrt(d);
  }
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let total = 0;
  y.fill(0);
  for (let t = 0; t < keys; t++) {
    const p = Math.exp(scores[t] - top);
    total += p;
    for (let c = 0; c < d; c++) y[c] += p * v[t * vStride + c];
  }
  for (let c = 0; c < d; c++) y[c] /= total;
}

/** Full attention without mask: qkv [T, 3*C] (q | k | v, each heads x d) -> y [T, C], scale 1/sqrt(d). */
export function attention(o: {
  qkv: Float64Array;
  y: Float64Array;
  rows: number;
  cols: number;
  heads: number;
}): void {
  const { qkv, y, rows, cols, heads } = o;
  const d = cols / heads;
  for (let h = 0; h < heads; h++) {
    const k = qkv.subarray(cols + h * d);
    const v = qkv.subarray(2 * cols + h * d);
    for (let t = 0; t < rows; t++) {
      const at = t * 3 * cols + h * d;
      const out = t * cols + h * d;
      attendOne({
        q: qkv.subarray(at, at + d),
        k,
        v,
        y: y.subarray(out, out + d),
        keys: rows,
        kStride: 3 * cols,
        vStride: 3 * cols,
      });
    }
  }
}
