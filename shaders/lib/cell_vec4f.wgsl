// Elementwise shaders move rows in cells: four columns where their number allows it, else one.
const CELL = 4u; // columns

fn sumCell(v: vec4f) -> f32 {
  return v.x + v.y + v.z + v.w;
}
