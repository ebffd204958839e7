// Router: logits x [M, K] . w [E, K]^T, the two best experts (lower index first on a tie) and their renormalised softmax.
// x is RMS-normalised first if NORM, and the result kept in h.
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
@group(0) @binding(6) var<storage, read> norm: array<f32>;
@group(0) @binding(7) var<storage, read_write> h: array<f32>;

override NORM: bool;

const LANES = 16u;
const AT_ONCE = 4u; // experts

var<workgroup> partial: array<f32, LANES * AT_ONCE>;

fn sumOfLanes(first: u32) -> f32 {
  var sum = 0.0;
  for (var i = first; i < first + LANES; i++) {
    sum += partial[i];
  }
  return sum;
}

/// 1 / root mean square of the row; every lane group finds it for itself.
fn rmsScale(base: u32, thread: u32) -> f32 {
  let lane = thread % LANES;
  var squares = 0.0;
  for (var k = lane; k < params.inner; k += LANES) {
    squares += x[base + k] * x[base + k];
  }
  partial[thread] = squares;
  workgroupBarrier();
  let sum = sumOfLanes(thread - lane);
  workgroupBarrier();
  return inverseSqrt(sum / f32(params.inner) + 1e-6);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let base = row * params.inner;
  let lane = thread % LANES;
  var scale = 1.0;
  if (NORM) {
    scale = rmsScale(base, thread);
    for (var k = thread; k < params.inner; k += 64u) {
      h[base + k] = x[base + k] * scale * norm[k];
    }
  }
  var id = vec2u(0u, 1u);
  var logit = vec2f(-3e38);
  for (var e0 = 0u; e0 < params.experts; e0 += AT_ONCE) {
    let expert = e0 + thread / LANES;
    var sum = 0.0;
    if (expert < params.experts) {
      for (var k = lane; k < params.inner; k += LANES) {
        var v = x[base + k] * w[expert * params.inner + k];
        if (NORM) {
          v *= norm[k];
        }
        sum += v;
      }
    }
    partial[thread] = sum;
    workgroupBarrier();
    for (var e = e0; e < min(e0 + AT_ONCE, params.experts); e++) {
      let v = scale * sumOfLanes((e - e0) * LANES);
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
