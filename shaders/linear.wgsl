// y [M, N] = act(x [M, K] . w [N, K]^T + b) + residual, for M > 1: a workgroup makes one tile of lines.
// Lines past the edge repeat the last; they are computed and not stored.
//#use lib/rows
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/tile_{{tile}}
//#use lib/epilogue_{{y}}

struct Params {
  fixedRows: u32,
  slots: u32,
  inner: u32,
  cols: u32,
  epilogue: u32,
  gated: u32, // 1: act is swiglu, w has 2N rows
}
@group(0) @binding(0) var<uniform> params: Params;

override THREADS_M: u32 = 8u;
override THREADS_N: u32 = 8u;

var<private> rowBase: u32;
var<private> lineBase: u32;

fn xLine(i: u32) -> u32 {
  return min(rowBase + i, rowCount() - 1u);
}

fn wLine(j: u32) -> u32 {
  return wRow(lineBase + j);
}

@compute @workgroup_size(THREADS_N, THREADS_M)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  rowBase = group.y * THREADS_M * 4u;
  lineBase = group.x * THREADS_N * 4u;
  var sums = multiplyTile(thread.xy);
  let row = rowBase + thread.y * 4u;
  let line = lineBase + thread.x * 4u;
  for (var r = row; r < min(row + 4u, rowCount()); r++) {
    finish4(r, line, sums[0]);
    // Moving on, rather than indexing by a variable, keeps the sums in registers.
    sums = array<vec4f, 4>(sums[1], sums[2], sums[3], sums[3]);
  }
}
