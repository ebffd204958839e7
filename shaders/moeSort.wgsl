// Sorts slots by the expert they chose, for moeLinear: order [tiles * SIDE] holds each expert's slots in rising order from
// the start of a tile on, experts in rising order; tiles [T] the expert of each tile. What is left over is NONE.
// One workgroup; the ids are few.
//#use lib/rows

struct Params {
  fixedRows: u32, // rowCount() is the number of slots
  slots: u32,
  experts: u32,
  tiles: u32, // T: enough for every expert to leave its last tile unfinished
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> ids: array<f32>;
@group(0) @binding(3) var<storage, read_write> tiles: array<u32>;
@group(0) @binding(4) var<storage, read_write> order: array<u32>;

override SIDE: u32; // slots of a tile
const THREADS = 256u;
const NONE = 0xffffffffu;

/// Tiles of all experts below `expert`, and slots of `expert` itself below slot `end`.
fn place(expert: u32, end: u32) -> vec2u {
  var before = 0u;
  for (var e = 0u; e < expert; e++) {
    var count = 0u;
    for (var i = 0u; i < rowCount(); i++) {
      count += select(0u, 1u, u32(ids[i]) == e);
    }
    before += (count + SIDE - 1u) / SIDE;
  }
  var rank = 0u;
  for (var i = 0u; i < end; i++) {
    rank += select(0u, 1u, u32(ids[i]) == expert);
  }
  return vec2u(before, rank);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var i = thread; i < params.tiles * SIDE; i += THREADS) {
    order[i] = NONE;
  }
  for (var i = thread; i < params.tiles; i += THREADS) {
    tiles[i] = NONE;
  }
  storageBarrier();
  for (var slot = thread; slot < rowCount(); slot += THREADS) {
    let expert = u32(ids[slot]);
    let at = place(expert, slot);
    order[at.x * SIDE + at.y] = slot;
    if (at.y % SIDE == 0u) {
      tiles[at.x + at.y / SIDE] = expert;
    }
  }
}
