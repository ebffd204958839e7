// Elementwise shaders move rows in cells: four columns where their number allows it, else one.
const CELL = 1u; // columns

fn sumCell(v: f32) -> f32 {
  return v;
}
