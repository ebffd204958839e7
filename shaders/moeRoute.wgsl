// Router: logits x [M, K] . w [E, K]^T, the two best experts (lower index first on a tie) and their renormalised softmax.
// A workgroup makes one row, four experts at a time; every thread keeps the two best while the logits come by.

struct Params {
  fixedRows: u32, // the grid has just the rows there are
  slots: u32,
  inner: u32,
  experts: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> w: array<f32>;
@group(0) @binding(4) var<storage, read_write> ids: array<f32>;
@group(0) @binding(5) var<storage, read_write> gates: array<f32>;

const LANES = 16u;
const AT_ONCE = 4u; // experts

var<workgroup> partial: array<f32, LANES * AT_ONCE>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let lane = thread % LANES;
  var id = vec2u(0u, 1u);
  var logit = vec2f(-3e38);
  for (var e0 = 0u; e0 < params.experts; e0 += AT_ONCE) {
    let expert = e0 + thread / LANES;
    var sum = 0.0;
    if (expert < params.experts) {
      for (var k = lane; k < params.inner; k += LANES) {
        sum += x[row * params.inner + k] * w[expert * params.inner + k];
      }
    }
    partial[thread] = sum;
    workgroupBarrier();
    for (var e = e0; e < min(e0 + AT_ONCE, params.experts); e++) {
      var v = 0.0;
      for (var i = (e - e0) * LANES; i < (e - e0 + 1u) * LANES; i++) {
        v += partial[i];
      }
      if (v > logit.x) {
        id = vec2u(e, id.x);
        logit = vec2f(v, logit.x);
      } else if (v > logit.y) {
        id.y = e;
        logit.y = v;
      }
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    let ratio = exp(max(logit.y - logit.x, -80.0));
    ids[row * 2u] = f32(id.x);
    ids[row * 2u + 1u] = f32(id.y);
    gates[row * 2u] = 1.0 / (1.0 + ratio);
    gates[row * 2u + 1u] = ratio / (1.0 + ratio);
  }
}
