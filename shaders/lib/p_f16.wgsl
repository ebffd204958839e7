// Elementwise f16 parameter, two a word, low half first.
@group(0) @binding(3) var<storage, read> p: array<u32>;

fn loadP(i: u32) -> f32 {
  let pair = unpack2x16float(p[i / 2u]);
  return select(pair.x, pair.y, i % 2u == 1u);
}
