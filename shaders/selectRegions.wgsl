// Greedy non-maximum suppression over box [H*W, 5] (logit, log l t r b in cells): `count` times the highest logit (lower
// cell first on a tie) whose box overlaps no earlier choice by more than nmsIou. regions [count, 8]: x0 y0 x1 y1 in fractions
// of the square, score, logit, cell, 0; rows beyond the last survivor are zero. One workgroup does it all.
//#use lib/argmax

struct Params {
  height: u32,
  width: u32,
  count: u32, // at most 64
  nmsIou: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> box: array<f32>;
@group(0) @binding(3) var<storage, read_write> regions: array<f32>;

const THREADS = 256u;

var<workgroup> chosen: array<vec4f, 64>; // corners
var<workgroup> chosenCell: array<u32, 64>;

/// Corners (x0, y0, x1, y1) of a cell's box.
fn decode(cell: u32) -> vec4f {
  let size = vec2f(f32(params.width), f32(params.height));
  let centre = vec2f(f32(cell % params.width), f32(cell / params.width)) + 0.5;
  let at = cell * 5u + 1u;
  let reach = exp(clamp(vec4f(box[at], box[at + 1u], box[at + 2u], box[at + 3u]), vec4f(-4.0), vec4f(4.0)));
  let low = clamp((centre - reach.xy) / size, vec2f(0.0), vec2f(1.0));
  let high = clamp((centre + reach.zw) / size, vec2f(0.0), vec2f(1.0));
  return vec4f(low, high);
}

fn area(b: vec4f) -> f32 {
  return (b.z - b.x) * (b.w - b.y);
}

fn iou(a: vec4f, b: vec4f) -> f32 {
  let overlap = max(min(a.zw, b.zw) - max(a.xy, b.xy), vec2f(0.0));
  let intersection = overlap.x * overlap.y;
  let total = area(a) + area(b) - intersection;
  return select(0.0, intersection / total, total > 0.0);
}

/// True if one of the first `count` choices is this box or suppresses it.
fn suppressed(cell: u32, count: u32) -> bool {
  let corners = decode(cell);
  for (var r = 0u; r < count; r++) {
    if (u32(chosenCell[r]) == cell || iou(chosen[r], corners) > params.nmsIou) {
      return true;
    }
  }
  return false;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var r = 0u; r < params.count; r++) {
    var mine = Candidate(-3e38, NONE);
    for (var cell = thread; cell < params.height * params.width; cell += THREADS) {
      let logit = box[cell * 5u];
      if (logit > mine.value && !suppressed(cell, r)) {
        mine = Candidate(logit, cell);
      }
    }
    let best = argmax(thread, mine);
    if (thread == 0u) {
      let cell = best.index;
      let at = r * 8u;
      var corners = vec4f();
      var tail = vec4f(); // score, logit, cell, 0
      if (cell != NONE) {
        corners = decode(cell);
        tail = vec4f(1.0 / (1.0 + exp(clamp(-best.value, -80.0, 80.0))), best.value, f32(cell), 0.0);
      }
      chosen[r] = corners;
      chosenCell[r] = cell;
      for (var i = 0u; i < 4u; i++) {
        regions[at + i] = corners[i];
        regions[at + 4u + i] = tail[i];
      }
    }
    workgroupBarrier();
  }
}
