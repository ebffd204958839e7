// y[yRow + i] = x[xRow + i] for i < count. A thread moves one cell.
//#use lib/fold

struct Params {
  cells: u32, // count * cols
  source: u32, // xRow * cols
  destination: u32, // yRow * cols
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(3) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at < params.cells) {
    y[params.destination + at] = x[params.source + at];
  }
}
