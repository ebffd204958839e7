// y [1, N] = act(x [1, K] . w [N, K]^T + b) + residual.
// LANES threads share four output columns, each taking every LANES-th quad of K; a workgroup makes 256 / LANES columns.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/epilogue_{{y}}
//#use lib/reduceLanes

struct Params {
  inner: u32,
  cols: u32,
  epilogue: u32,
}
@group(0) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let col = (group.x * 64u + thread) / LANES * 4u;
  // Columns past the last repeat it; they are not stored.
  let row = min(vec4u(col, col + 1u, col + 2u, col + 3u), vec4u(params.cols - 1u));
  var sums = vec4f();
  for (var k = thread % LANES * 4u; k < params.inner; k += LANES * 4u) {
    sums += loadX(0u, k) * mat4x4f(loadW(row.x, k), loadW(row.y, k), loadW(row.z, k), loadW(row.w, k));
  }
  sums = sumLanes(thread, sums);
  if (thread % LANES == 0u) {
    finish4(0u, col, sums);
  }
}
