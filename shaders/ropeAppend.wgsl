// Rotary embedding of position state.position + i for row i (half-split pairs c, c + d/2): q is rotated in place in
// qkv [M, 3C], rotated k and plain v become row `position` of the caches [N, C]. A thread turns one pair of one row.
// Angles come as a table [N, d/2] of (cos, sin), computed in f64: sin and cos of a GPU are only good to 2^-11.
//#use lib/rows

struct Params {
  fixedRows: u32,
  slots: u32,
  cols: u32,
  half: u32, // d / 2
  capacity: u32, // N
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read_write> qkv: array<f32>;
@group(0) @binding(3) var<storage, read_write> keys: array<f32>;
@group(0) @binding(4) var<storage, read_write> values: array<f32>;
@group(0) @binding(5) var<storage, read> state: array<f32>;
@group(0) @binding(6) var<storage, read> angles: array<vec2f>;

const POSITION = 0u; // STATE.position

fn turn(a: f32, b: f32, angle: vec2f) -> vec2f {
  return vec2f(a * angle.x - b * angle.y, b * angle.x + a * angle.y);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let row = group.y;
  let position = u32(state[POSITION]) + row;
  let pair = id.x; // 0 .. C / 2
  if (row >= rowCount() || pair >= params.cols / 2u || position >= params.capacity) {
    return;
  }
  let c = pair / params.half * 2u * params.half + pair % params.half;
  let angle = angles[position * params.half + pair % params.half];
  let source = row * 3u * params.cols + c;
  let to = position * params.cols + c;
  let q = turn(qkv[source], qkv[source + params.half], angle);
  qkv[source] = q.x;
  qkv[source + params.half] = q.y;
  let k = turn(qkv[source + params.cols], qkv[source + params.cols + params.half], angle);
  keys[to] = k.x;
  keys[to + params.half] = k.y;
  values[to] = qkv[source + 2u * params.cols];
  values[to + params.half] = qkv[source + 2u * params.cols + params.half];
}
