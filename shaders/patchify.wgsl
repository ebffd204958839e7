// Space to depth: x [H*W, C] -> y [(H/p)*(W/p), p*p*C], columns ordered (dy, dx, c). A thread moves one cell.
//#use lib/fold

struct Params {
  cells: u32, // of y
  width: u32,
  channels: u32, // in cells
  side: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(3) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= params.cells) {
    return;
  }
  let span = params.side * params.channels; // one line of a patch: contiguous in x and in y
  let line = at / span;
  let dy = line % params.side;
  let block = line / params.side;
  let perRow = params.width / params.side;
  let row = block / perRow * params.side + dy;
  let col = block % perRow * params.side;
  y[at] = x[(row * params.width + col) * params.channels + at % span];
}
