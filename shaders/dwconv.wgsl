// Depthwise k x k convolution, zero padding floor(k/2): x, y [H*W, C]; w [k*k, C]; b [C].
// A thread makes four neighbouring pixels of one cell: a tap then costs one read of x, as the window moves on, and one of w.
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

/// x at a pixel of line `row`, zero to the left and right of the map. `col` may have wrapped below zero.
fn pixel(row: u32, col: u32, c: u32) -> {{cell}} {
  if (col < params.width) {
    return x[(row * params.width + col) * params.channels + c];
  }
  return {{cell}}();
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = foldedIndex(id, groups);
  let perRow = (params.width + 3u) / 4u; // groups of four pixels
  let c = at % params.channels;
  let col = at / params.channels % perRow * 4u;
  let row = at / params.channels / perRow;
  if (row >= params.height) {
    return;
  }
  let pad = params.kernel / 2u;
  var sum0 = b[c];
  var sum1 = sum0;
  var sum2 = sum0;
  var sum3 = sum0;
  // Lines inside the map: row + dy - pad in 0..height.
  for (var dy = max(pad, row) - row; dy < min(params.kernel, params.height + pad - row); dy++) {
    let line = row + dy - pad;
    let left = col - pad;
    var x0 = {{cell}}();
    var x1 = pixel(line, left, c);
    var x2 = pixel(line, left + 1u, c);
    var x3 = pixel(line, left + 2u, c);
    for (var dx = 0u; dx < params.kernel; dx++) {
      x0 = x1;
      x1 = x2;
      x2 = x3;
      x3 = pixel(line, left + dx + 3u, c);
      let tap = loadP((dy * params.kernel + dx) * params.channels + c);
      sum0 += x0 * tap;
      sum1 += x1 * tap;
      sum2 += x2 * tap;
      sum3 += x3 * tap;
    }
  }
  let first = (row * params.width + col) * params.channels + c;
  y[first] = sum0;
  if (col + 1u < params.width) {
    y[first + params.channels] = sum1;
  }
  if (col + 2u < params.width) {
    y[first + 2u * params.channels] = sum2;
  }
  if (col + 3u < params.width) {
    y[first + 3u * params.channels] = sum3;
  }
}
