// y = x + p, elementwise; a thread makes one cell.
//#use lib/fold
//#use lib/rows
//#use lib/p_{{p}}

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32, // in cells
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(4) var<storage, read_write> y: array<{{cell}}>;

override IN_PLACE: bool; // x is y

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= rowCount() * params.cols) {
    return;
  }
  if (IN_PLACE) {
    y[at] += loadP(at);
  } else {
    y[at] = x[at] + loadP(at);
  }
}
