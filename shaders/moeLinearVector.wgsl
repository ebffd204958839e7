// One token, its two experts: y [2, N], row s = x[0] . w[ids[0, s]]^T (or x[s] when perSlot), w [E, N, K].
// With `combine`, y [1, N] = residual + scale * sum_s gates[0, s] * row s.
// LANES threads share four lines of w; a workgroup makes 256 / LANES lines of slot group.y, or of both.
//#use lib/x_{{x}}
//#use lib/w_{{w}}
//#use lib/gated
//#use lib/reduceLanes

struct Params {
  inner: u32,
  cols: u32,
  perSlot: u32,
  gated: u32, // 1: swiglu, w has 2N rows an expert
  combine: u32, // 0 no, 1 with `residual`, 2 with y itself as the residual
  scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> ids: array<f32>;
@group(0) @binding(5) var<storage, read> gates: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;
@group(0) @binding(7) var<storage, read> residual: array<f32>;

/// This lane's share of four lines of a slot.
fn multiply(slot: u32, line: u32, lane: u32) -> vec4f {
  let expert = u32(ids[slot]) * params.cols * (1u + params.gated);
  let row = expert + vec4u(wRow(line), wRow(line + 1u), wRow(line + 2u), wRow(line + 3u));
  var sums = vec4f();
  for (var k = lane * 4u; k < params.inner; k += LANES * 4u) {
    let b = mat4x4f(loadW(row.x, k), loadW(row.y, k), loadW(row.z, k), loadW(row.w, k));
    sums += loadX(slot * params.perSlot, k) * b;
  }
  return sums;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let line = (group.x * 64u + thread) / LANES * 4u;
  let lane = thread % LANES;
  var slot = group.y;
  var sums = vec4f();
  if (params.combine == 0u) {
    sums = multiply(slot, line, lane);
  } else {
    slot = 0u;
    for (var s = 0u; s < 2u; s++) {
      sums += params.scale * gates[s] * multiply(s, line, lane);
    }
  }
  sums = sumLanes(thread, sums);
  if (lane != 0u) {
    return;
  }
  var made = columns(line, sums);
  for (var c = made.first; c < made.first + made.count; c++) {
    var v = made.values.x;
    if (params.combine == 1u) {
      v += residual[c];
    } else if (params.combine == 2u) {
      v += y[c];
    }
    y[slot * params.cols + c] = v;
    made.values = made.values.yzww;
  }
}
