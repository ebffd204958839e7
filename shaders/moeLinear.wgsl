// y [2M, N]: row 2m+s = x[m] . w[ids[m, s]]^T (or x[2m+s] when PER_SLOT), w [E, N, K], for M > 1.
// A workgroup makes a tile of the slots of one expert: it looks up which slots are the expert's, in slot order so that all
// workgroups cut the list alike.
//#use lib/rows
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/tile

struct Params {
  fixedRows: u32, // rowCount() is the number of slots
  slots: u32,
  inner: u32,
  cols: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> ids: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

override PER_SLOT: bool;
override THREADS_M: u32 = 8u;
override THREADS_N: u32 = 8u;

var<private> expert: u32;
var<private> lines: u32; // of this tile that exist
var<private> colBase: u32;
var<workgroup> slotOf: array<u32, 4u * THREADS_M>;

fn xLine(i: u32) -> u32 {
  let slot = slotOf[min(i, lines - 1u)];
  return select(slot / 2u, slot, PER_SLOT);
}

fn wLine(j: u32) -> u32 {
  return expert * params.cols + min(colBase + j, params.cols - 1u);
}

fn store(line: u32, col: u32, sums: vec4f) {
  if (line >= lines) {
    return;
  }
  let at = slotOf[line] * params.cols + col;
  for (var j = 0u; j < min(4u, params.cols - min(col, params.cols)); j++) {
    y[at + j] = sums[j];
  }
}

@compute @workgroup_size(THREADS_N, THREADS_M)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let first = group.y * THREADS_M * 4u;
  let end = first + THREADS_M * 4u;
  let index = thread.y * THREADS_N + thread.x;
  let mine = group.z;
  expert = mine;
  colBase = group.x * THREADS_N * 4u;
  var seen = 0u;
  for (var slot = 0u; slot < rowCount() && seen < end; slot++) {
    if (u32(ids[slot]) == mine) {
      if (seen == first + index) {
        slotOf[index] = slot;
      }
      seen++;
    }
  }
  if (seen <= first) {
    return; // the same for the whole workgroup: ids are read-only
  }
  lines = seen - first;
  workgroupBarrier();
  let sums = multiplyTile(thread.xy);
  let line = thread.y * 4u;
  let col = colBase + thread.x * 4u;
  store(line, col, sums[0]);
  store(line + 1u, col, sums[1]);
  store(line + 2u, col, sums[2]);
  store(line + 3u, col, sums[3]);
}
