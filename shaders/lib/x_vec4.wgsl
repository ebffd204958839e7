// Input rows of params.inner columns, a multiple of 4.
@group(0) @binding(2) var<storage, read> x: array<vec4f>;

/// x[row, k .. k + 3]; k is a multiple of 4 and below inner.
fn loadX(row: u32, k: u32) -> vec4f {
  return x[(row * params.inner + k) / 4u];
}
