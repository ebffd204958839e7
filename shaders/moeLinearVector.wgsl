// y [2, N]: row s = x[0] . w[ids[0, s]]^T (or x[s] when PER_SLOT), w [E, N, K]: one token, its two experts.
// LANES threads share an output column; a workgroup makes 64 / LANES columns of slot group.y.
//#use lib/x_{{x}}
//#use lib/w_{{w}}

struct Params {
  inner: u32,
  cols: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> ids: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

override PER_SLOT: bool;
override LANES: u32 = 16u; // a power of two, at most 64

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let slot = group.y;
  let lane = thread % LANES;
  let col = group.x * (64u / LANES) + thread / LANES;
  let wRow = u32(ids[slot]) * params.cols + col;
  let xRow = select(0u, slot, PER_SLOT);
  var sum = 0.0;
  if (col < params.cols) {
    for (var k = lane * 4u; k < params.inner; k += LANES * 4u) {
      sum += dot(loadX(xRow, k), loadW(wRow, k));
    }
  }
  partial[thread] = sum;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  if (lane == 0u && col < params.cols) {
    y[slot * params.cols + col] = partial[thread];
  }
}
