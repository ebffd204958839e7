// y [1, N] = act(x [1, K] . w [N, K]^T + b) + residual.
// LANES threads share an output column, each taking every LANES-th quad of K; a workgroup makes 64 / LANES columns.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/epilogue

struct Params {
  inner: u32,
  cols: u32,
}
@group(0) @binding(0) var<uniform> params: Params;

override LANES: u32 = 16u; // a power of two, at most 64

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let lane = thread % LANES;
  let col = group.x * (64u / LANES) + thread / LANES;
  var sum = 0.0;
  if (col < params.cols) {
    for (var k = lane * 4u; k < params.inner; k += LANES * 4u) {
      sum += dot(loadX(0u, k), loadW(col, k));
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
    finish(0u, col, partial[thread]);
  }
}
