// f32 weight rows of params.inner columns, any number.
@group(0) @binding(3) var<storage, read> w: array<f32>;

/// w[row, k .. k + 3], zero from column inner on; k is a multiple of 4 and below inner.
fn loadW(row: u32, k: u32) -> vec4f {
  let i = row * params.inner + k;
  let left = params.inner - k;
  return vec4f(
    w[i],
    select(0.0, w[i + 1u], left > 1u),
    select(0.0, w[i + 2u], left > 2u),
    select(0.0, w[i + 3u], left > 3u),
  );
}
