// Elementwise f32 parameter.
@group(0) @binding(3) var<storage, read> p: array<{{cell}}>;

fn loadP(i: u32) -> {{cell}} {
  return p[i];
}
