// y [M, C] = residual + scale * sum_s gates[m, s] * x[2m+s]. A thread makes one cell.
//#use lib/fold
//#use lib/rows

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32, // in cells
  scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(3) var<storage, read> gates: array<vec2f>;
@group(0) @binding(4) var<storage, read> residual: array<{{cell}}>;
@group(0) @binding(5) var<storage, read_write> y: array<{{cell}}>;

override IN_PLACE: bool; // residual is y

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= rowCount() * params.cols) {
    return;
  }
  let row = at / params.cols;
  let col = at % params.cols;
  let gate = gates[row];
  let first = x[row * 2u * params.cols + col];
  let second = x[(row * 2u + 1u) * params.cols + col];
  let sum = params.scale * (gate.x * first + gate.y * second);
  if (IN_PLACE) {
    y[at] += sum;
  } else {
    y[at] = residual[at] + sum;
  }
}
