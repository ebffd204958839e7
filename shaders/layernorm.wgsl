// LayerNorm over the columns of x [M, C], eps 1e-5, variance in a second pass (one pass cancels).
// LANES threads share a row; a workgroup makes 64 / LANES rows.
//#use lib/rows
//#use lib/cell_{{cell}}
//#use lib/reduceLanes

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32, // in cells
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<{{cell}}>;
@group(0) @binding(3) var<storage, read> w: array<{{cell}}>;
@group(0) @binding(4) var<storage, read> b: array<{{cell}}>;
@group(0) @binding(5) var<storage, read_write> y: array<{{cell}}>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * (64u / LANES) + thread / LANES;
  let lane = thread % LANES;
  // Threads past the last row follow it, so that barriers stay uniform, and store nothing.
  let base = min(row, rowCount() - 1u) * params.cols;
  let count = f32(params.cols * CELL);
  var sum = {{cell}}();
  for (var c = lane; c < params.cols; c += LANES) {
    sum += x[base + c];
  }
  let mean = sumLanes(thread, sumCell(sum)) / count;
  var squares = {{cell}}();
  for (var c = lane; c < params.cols; c += LANES) {
    let d = x[base + c] - mean;
    squares += d * d;
  }
  let scale = inverseSqrt(sumLanes(thread, sumCell(squares)) / count + 1e-5);
  if (row >= rowCount()) {
    return;
  }
  for (var c = lane; c < params.cols; c += LANES) {
    y[base + c] = (x[base + c] - mean) * scale * w[c] + b[c];
  }
}
