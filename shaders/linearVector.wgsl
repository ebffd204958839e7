// y [1, N] = act(x [1, K] . w [N, K]^T + b) + residual, x RMS-normalised first if NORM.
// LANES threads share four lines of w, each taking every LANES-th quad of K; a workgroup makes 256 / LANES lines.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/norm_{{x}}
//#use lib/epilogue_{{y}}
//#use lib/reduceLanes

struct Params {
  inner: u32,
  cols: u32,
  epilogue: u32,
  gated: u32, // 1: act is swiglu, w has 2N rows
}
@group(0) @binding(0) var<uniform> params: Params;

override NORM: bool;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let line = (group.x * 64u + thread) / LANES * 4u;
  let row = vec4u(wRow(line), wRow(line + 1u), wRow(line + 2u), wRow(line + 3u));
  var sums = vec4f();
  var squares = 0.0;
  for (var k = thread % LANES * 4u; k < params.inner; k += LANES * 4u) {
    var v = loadX(0u, k);
    if (NORM) {
      squares += dot(v, v);
      v *= loadNorm(k);
    }
    sums += v * mat4x4f(loadW(row.x, k), loadW(row.y, k), loadW(row.z, k), loadW(row.w, k));
  }
  sums = sumLanes(thread, sums);
  if (NORM) {
    // The lanes of a line have seen all of x between them, so its norm costs no pass of its own.
    let mean = sumLanes(thread, vec4f(squares)).x / f32(params.inner);
    sums *= inverseSqrt(mean + 1e-6);
  }
  if (thread % LANES == 0u) {
    finish4(0u, line, sums);
  }
}
