// Depthwise k x k convolution, zero padding floor(k/2): x, y [H*W, C]; w [k*k, C]; b [C]. A thread makes one cell.
//#use lib/fold
//#use lib/p_{{p}}

struct Params {
  height: u32,
  width: u32,
  channels: u32, // in cells
  kernel: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(4) var<storage, read> b: array<{{cell}}>;
@group(0) @binding(5) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  if (at >= params.height * params.width * params.channels) {
    return;
  }
  let c = at % params.channels;
  let col = at / params.channels % params.width;
  let row = at / params.channels / params.width;
  let pad = params.kernel / 2u;
  // Taps inside the map: row + dy - pad in 0..height.
  let dyFirst = max(pad, row) - row;
  let dyEnd = min(params.kernel, params.height + pad - row);
  let dxFirst = max(pad, col) - col;
  let dxEnd = min(params.kernel, params.width + pad - col);
  var sum = b[c];
  for (var dy = dyFirst; dy < dyEnd; dy++) {
    let line = (row + dy - pad) * params.width;
    for (var dx = dxFirst; dx < dxEnd; dx++) {
      let tap = (dy * params.kernel + dx) * params.channels + c;
      sum += x[(line + col + dx - pad) * params.channels + c] * loadP(tap);
    }
  }
  y[at] = sum;
}
