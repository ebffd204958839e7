// f16 weight rows of params.inner columns, an even number: two a word, low half first.
@group(0) @binding(3) var<storage, read> w: array<u32>;

/// w[row, k .. k + 3], zero from column inner on; k is a multiple of 4 and below inner.
fn loadW(row: u32, k: u32) -> vec4f {
  let i = (row * params.inner + k) / 2u;
  let rest = select(vec2f(), unpack2x16float(w[i + 1u]), params.inner - k > 2u);
  return vec4f(unpack2x16float(w[i]), rest);
}
