// f32 weight rows of params.inner columns, a multiple of 4.
@group(0) @binding(3) var<storage, read> w: array<vec4f>;

/// w[row, k .. k + 3]; k is a multiple of 4 and below inner.
fn loadW(row: u32, k: u32) -> vec4f {
  return w[(row * params.inner + k) / 4u];
}
