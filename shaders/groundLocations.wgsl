// Binds the box being written to the regions the encoder proposed: y = logits [1, V], with every location token that no
// eligible region has at this coordinate lowered out of reach. A state that is not bound, or for which no region is
// eligible, passes the logits through. Rules: groundLocations in src/engine/ops/backend.ts. One workgroup.

struct Params {
  vocabulary: u32,
  locFirst: u32,
  locBins: u32,
  regionCount: u32, // at most 64
  findToken: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> regions: array<vec4f>; // two per region: box, then score logit cell 0
@group(0) @binding(4) var<storage, read> states: array<vec4f>; // axis first
@group(0) @binding(5) var<storage, read> bound: array<f32>; // by state: 0 free, 1 any region, 2 a region not yet found
@group(0) @binding(6) var<storage, read> state: array<f32>;
@group(0) @binding(7) var<storage, read> written: array<vec4f>; // out of sample: token first
@group(0) @binding(8) var<storage, read_write> y: array<f32>;

const THREADS = 256u;
const MAX_REGIONS = 64u;
const OUT_OF_REACH = -1e30;
const GRAMMAR = 1u;
const COUNT = 2u;
const X0 = 3u;

var<workgroup> bins: array<u32, MAX_REGIONS>; // bin of this coordinate, NONE where the region is not eligible
const NONE = 0xffffffffu;

fn binsOf(region: u32) -> vec4u {
  let box = regions[2u * region];
  let last = f32(params.locBins - 1u);
  let low = vec2u(clamp(floor(box.xy * last + 0.5), vec2f(0.0), vec2f(last - 1.0)));
  let high = vec2u(clamp(floor(box.zw * last + 0.5), vec2f(low) + 1.0, vec2f(last)));
  return vec4u(low, high);
}

/// Whether a finding already written has exactly this region's box.
fn isFound(own: vec4u) -> bool {
  let count = u32(state[COUNT]);
  for (var i = 0u; i + 5u < count; i++) {
    if (u32(written[i].x) != params.findToken) {
      continue;
    }
    let box = vec4u(u32(written[i + 2u].x), u32(written[i + 3u].x), u32(written[i + 4u].x), u32(written[i + 5u].x));
    if (all(box == own + params.locFirst)) {
      return true;
    }
  }
  return false;
}

fn isEligible(region: u32, own: vec4u, axis: u32, rule: f32) -> bool {
  let box = regions[2u * region];
  if (box.z <= box.x || box.w <= box.y) {
    return false; // a row that non-maximum suppression left empty
  }
  for (var a = 0u; a < axis; a++) {
    if (f32(own[a]) != state[X0 + a]) {
      return false;
    }
  }
  return !(rule > 1.5 && isFound(own));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  let now = u32(state[GRAMMAR]);
  let rule = bound[now];
  let axis = u32(max(states[now].x, 0.0));
  if (thread < MAX_REGIONS) {
    bins[thread] = NONE;
    if (thread < params.regionCount && rule > 0.5) {
      let own = binsOf(thread);
      if (isEligible(thread, own, axis, rule)) {
        bins[thread] = own[axis];
      }
    }
  }
  workgroupBarrier();
  var some = false;
  for (var r = 0u; r < params.regionCount; r++) {
    some = some || bins[r] != NONE;
  }
  for (var v = thread; v < params.vocabulary; v += THREADS) {
    var reachable = !some || v < params.locFirst || v >= params.locFirst + params.locBins;
    for (var r = 0u; r < params.regionCount && !reachable; r++) {
      reachable = bins[r] == v - params.locFirst;
    }
    y[v] = select(OUT_OF_REACH, logits[v], reachable);
  }
}
