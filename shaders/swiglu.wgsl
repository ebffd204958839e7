// y [M, F] = silu(x[:, :F]) * x[:, F:], x [M, 2F]. A thread makes one cell.
//#use lib/fold
//#use lib/rows

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32, // F, in cells
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(3) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= rowCount() * params.cols) {
    return;
  }
  let gate = x[at / params.cols * 2u * params.cols + at % params.cols];
  let up = x[at / params.cols * 2u * params.cols + params.cols + at % params.cols];
  // Below -80 silu is 0 to f32's last digit and exp would overflow.
  y[at] = gate / (1.0 + exp(-max(gate, {{cell}}(-80.0)))) * up;
}
