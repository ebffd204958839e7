// Elementwise f16 parameter in cells of four: two a word, low half first.
@group(0) @binding(3) var<storage, read> p: array<vec2u>;

fn loadP(i: u32) -> vec4f {
  let words = p[i];
  return vec4f(unpack2x16float(words.x), unpack2x16float(words.y));
}
