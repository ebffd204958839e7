// y [2M, N]: row 2m+s = x[m] . w[ids[m, s]]^T (or x[2m+s] when perSlot), w [E, N, K], for M > 1.
// A workgroup makes a tile of slots of one expert, as moeSort has put them together.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/gated
//#use lib/tile_{{tile}}

struct Params {
  fixedRows: u32, // the grid has just the tiles that the rows may need
  slots: u32,
  inner: u32,
  cols: u32,
  perSlot: u32, // 1: x has a row a slot
  gated: u32, // 1: swiglu, w has 2N rows an expert
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> tiles: array<u32>; // expert of each tile
@group(0) @binding(5) var<storage, read> order: array<u32>; // slots, tile by tile
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

override THREADS_M: u32 = 8u;
override THREADS_N: u32 = 8u;
const NONE = 0xffffffffu;

var<private> tile: u32;
var<private> lineBase: u32;

fn xLine(i: u32) -> u32 {
  var slot = order[tile * THREADS_M * 4u + i];
  if (slot == NONE) {
    slot = order[tile * THREADS_M * 4u]; // computed and not stored
  }
  return select(slot / 2u, slot, params.perSlot != 0u);
}

fn wLine(j: u32) -> u32 {
  return tiles[tile] * params.cols * (1u + params.gated) + wRow(lineBase + j);
}

fn store(slot: u32, line: u32, sums: vec4f) {
  var made = columns(line, sums);
  for (var c = made.first; c < made.first + made.count; c++) {
    y[slot * params.cols + c] = made.values.x;
    made.values = made.values.yzww;
  }
}

@compute @workgroup_size(THREADS_N, THREADS_M)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  if (tiles[group.y] == NONE) {
    return; // the same for the whole workgroup
  }
  tile = group.y;
  lineBase = group.x * THREADS_N * 4u;
  var sums = multiplyTile(thread.xy);
  let first = tile * THREADS_M * 4u + thread.y * 4u;
  let line = lineBase + thread.x * 4u;
  for (var i = first; i < first + 4u && order[i] != NONE; i++) {
    store(order[i], line, sums[0]);
    // Moving on, rather than indexing by a variable, keeps the sums in registers.
    sums = array<vec4f, 4>(sums[1], sums[2], sums[3], sums[3]);
  }
}
