// f16 weight rows of params.inner columns, a multiple of 4: two a word, low half first.
@group(0) @binding(3) var<storage, read> w: array<vec2u>;

/// w[row, k .. k + 3]; k is a multiple of 4 and below inner.
fn loadW(row: u32, k: u32) -> vec4f {
  let words = w[(row * params.inner + k) / 4u];
  return vec4f(unpack2x16float(words.x), unpack2x16float(words.y));
}
