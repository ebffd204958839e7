// Weights of an RMSNorm of x, whose columns are a multiple of 4.
@group(0) @binding(7) var<storage, read> norm: array<vec4f>;

fn loadNorm(k: u32) -> vec4f {
  return norm[k / 4u];
}
