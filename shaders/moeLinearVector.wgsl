// y [2, N]: row s = x[0] . w[ids[0, s]]^T (or x[s] when perSlot), w [E, N, K]: one token, its two experts.
// LANES threads share four output columns of slot group.y; a workgroup makes 256 / LANES columns.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/reduceLanes

struct Params {
  inner: u32,
  cols: u32,
  perSlot: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> ids: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let slot = group.y;
  let col = (group.x * 64u + thread) / LANES * 4u;
  // Columns past the last repeat it; they are not stored.
  let row = u32(ids[slot]) * params.cols + min(vec4u(col, col + 1u, col + 2u, col + 3u), vec4u(params.cols - 1u));
  let xRow = slot * params.perSlot;
  var sums = vec4f();
  for (var k = thread % LANES * 4u; k < params.inner; k += LANES * 4u) {
    sums += loadX(xRow, k) * mat4x4f(loadW(row.x, k), loadW(row.y, k), loadW(row.z, k), loadW(row.w, k));
  }
  sums = sumLanes(thread, sums);
  if (thread % LANES == 0u) {
    for (var c = col; c < min(col + 4u, params.cols); c++) {
      y[slot * params.cols + c] = sums.x;
      sums = sums.yzww;
    }
  }
}
