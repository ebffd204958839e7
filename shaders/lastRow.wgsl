// y [1, C] = x[rows - 1]. A thread moves one element.
//#use lib/rows

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.cols) {
    y[id.x] = x[(rowCount() - 1u) * params.cols + id.x];
  }
}
