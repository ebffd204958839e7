// Input rows of params.inner columns, any number.
@group(0) @binding(2) var<storage, read> x: array<f32>;

/// x[row, k .. k + 3], zero from column inner on; k is a multiple of 4 and below inner.
fn loadX(row: u32, k: u32) -> vec4f {
  let i = row * params.inner + k;
  let left = params.inner - k;
  return vec4f(
    x[i],
    select(0.0, x[i + 1u], left > 1u),
    select(0.0, x[i + 2u], left > 2u),
    select(0.0, x[i + 3u], left > 3u),
  );
}
