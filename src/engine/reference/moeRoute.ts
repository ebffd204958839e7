/**
 * Router: logits x [M, K] . w [E, K]^T, softmax over all E, the two best (lower index first on a tie),
 * renormalised to sum to one. ids, gates [M, 2].
 */
export function moeRoute(o: {
  x: Float64Array;
  w: Float64Array;
  ids: Float64Array;
  gates: Float64Array;
  rows: number;
  inner: number;
  experts: number;
}): void {
  const { x, w, ids, gates, rows, inner, experts } = o;
  for (let m = 0; m < rows; m++) {
    const logits = Array.from({ length: experts }, (_, e) => {
      let dot = 0;
      for (let k = 0; k < inner; k++) dot += x[m * inner + k] * w[e * inner + k];
      return dot;
    });
    const best = (except: number): number =>
      logits.reduce((top, v, e) => (e !== except && (top < 0 || v > logits[top]) ? e : top), -1);
    const first = best(-1);
    const second = best(first);
    // softmax over all, then p1 / (p1 + p2): the sum over all experts cancels.
    const ratio = Math.exp(logits[second] - logits[first]);
    ids.set([first, second], 2 * m);
    gates.set([1 / (1 + ratio), ratio / (1 + ratio)], 2 * m);
  }
}
