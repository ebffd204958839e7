// What the attention shaders of many rows have in common: where queries, keys and values lie, and who sees what.
//#use lib/rows

struct Params {
  fixedRows: u32,
  slots: u32,
  width: u32, // d, channels of a head
  cols: u32, // C = heads * d
  qStride: u32,
  kvStride: u32,
  kOffset: u32,
  vOffset: u32,
  capacity: u32, // rows of k and v
  causal: u32, // 1: row i sees keys 0..position + i
  pitch: u32, // of a row of scores, a multiple of 4 (attentionScores)
  scale: f32, // 1 / sqrt(d)
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(5) var<storage, read> state: array<f32>;

const POSITION = 0u; // STATE.position

/// Keys that a query row sees.
fn visible(row: u32) -> u32 {
  if (params.causal != 0u) {
    return min(u32(state[POSITION]) + row + 1u, params.capacity);
  }
  return rowCount();
}
