const GELU_SLOPE = 1.5957691216057308; // 2 * sqrt(2 / pi)

/// Tanh approximation, as v * sigmoid(2u) = v / 2 * (1 + tanh(u)): some drivers return NaN for tanh of a large argument.
fn gelu(v: vec4f) -> vec4f {
  let u2 = GELU_SLOPE * (v + 0.044715 * v * v * v);
  return v / (1.0 + exp(-clamp(u2, vec4f(-20.0), vec4f(20.0))));
}
