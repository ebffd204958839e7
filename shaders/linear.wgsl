// y [M, N] = act(x [M, K] . w [N, K]^T + b) + residual, for M > 1: a workgroup makes one tile of y.
//#use lib/rows
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/tile
//#use lib/epilogue

struct Params {
  fixedRows: u32,
  slots: u32,
  inner: u32,
  cols: u32,
}
@group(0) @binding(0) var<uniform> params: Params;

override THREADS_M: u32 = 8u;
override THREADS_N: u32 = 8u;

var<private> rowBase: u32;
var<private> colBase: u32;

// Lines past the edge repeat the last; they are computed and not stored.
fn xLine(i: u32) -> u32 {
  return min(rowBase + i, rowCount() - 1u);
}

fn wLine(j: u32) -> u32 {
  return min(colBase + j, params.cols - 1u);
}

@compute @workgroup_size(THREADS_N, THREADS_M)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  rowBase = group.y * THREADS_M * 4u;
  colBase = group.x * THREADS_N * 4u;
  let sums = multiplyTile(thread.xy);
  let row = rowBase + thread.y * 4u;
  let col = colBase + thread.x * 4u;
  let rows = rowCount();
  if (row < rows) {
    finish4(row, col, sums[0]);
  }
  if (row + 1u < rows) {
    finish4(row + 1u, col, sums[1]);
  }
  if (row + 2u < rows) {
    finish4(row + 2u, col, sums[2]);
  }
  if (row + 3u < rows) {
    finish4(row + 3u, col, sums[3]);
  }
}
