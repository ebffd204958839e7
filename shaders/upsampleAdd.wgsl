// y [H*W, C] = b + a upsampled 2x (nearest), a [(H/2)*(W/2), C]. A thread makes one cell.
//#use lib/fold

struct Params {
  cells: u32,
  width: u32,
  channels: u32, // in cells
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> a: array<{{cell}}>;
@group(0) @binding(3) var<storage, read> b: array<{{cell}}>;
@group(0) @binding(4) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= params.cells) {
    return;
  }
  let c = at % params.channels;
  let pixel = at / params.channels;
  let row = pixel / params.width / 2u;
  let col = pixel % params.width / 2u;
  y[at] = b[at] + a[(row * (params.width / 2u) + col) * params.channels + c];
}
