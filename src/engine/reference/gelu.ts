/** GELU, tanh approximation; the argument of tanh is clamped to +-10 as on the GPU, where tanh may overflow. */
export function gelu(v: number): number {
  const u = Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v);
  return 0.5 * v * (1 + Math.tanh(Math.min(10, Math.max(-10, u))));
}
