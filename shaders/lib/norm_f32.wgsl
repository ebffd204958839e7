// Weights of an RMSNorm of x, for any number of columns: what follows the last is multiplied by zeros of x.
@group(0) @binding(7) var<storage, read> norm: array<f32>;

fn loadNorm(k: u32) -> vec4f {
  return vec4f(norm[k], norm[k + 1u], norm[k + 2u], norm[k + 3u]);
}
