// Attention of one query (decode) over the caches k, v [N, C]: keys 0..state.position. A workgroup makes up to 64 output
// channels (group.y) of one head (group.x), 256 keys at a time: a thread scores one key, then sums 4 channels of every
// sixteenth.

struct Params {
  width: u32, // d, channels of a head
  cols: u32, // C = heads * d
  capacity: u32, // N
  scale: f32, // 1 / sqrt(d)
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> q: array<vec4f>;
@group(0) @binding(3) var<storage, read> keys: array<vec4f>;
@group(0) @binding(4) var<storage, read> values: array<vec4f>;
@group(0) @binding(5) var<storage, read> state: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<vec4f>;

const POSITION = 0u; // STATE.position
const THREADS = 256u;
const LOWEST = -1e30;

var<workgroup> weights: array<f32, THREADS>;
var<workgroup> scores: array<f32, THREADS>;
var<workgroup> maxima: array<f32, 16>;
var<workgroup> sums: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quads = params.width / 4u;
  let head = group.x * quads;
  let channel = group.y * 16u + thread % 16u; // in vec4s
  let pitch = params.cols / 4u;
  let keyEnd = min(u32(state[POSITION]) + 1u, params.capacity);
  var top = LOWEST;
  var total = 0.0;
  var acc = vec4f();

  for (var key0 = 0u; key0 < keyEnd; key0 += THREADS) {
    let key = key0 + thread;
    var score = LOWEST;
    if (key < keyEnd) {
      var dots = 0.0;
      for (var c = 0u; c < quads; c++) {
        dots += dot(q[head + c], keys[key * pitch + head + c]);
      }
      score = dots * params.scale;
    }
    scores[thread] = score;
    workgroupBarrier();
    if (thread < 16u) { // each looks at a sixteenth of the scores, then all at the sixteen maxima
      for (var i = thread + 16u; i < THREADS; i += 16u) {
        score = max(score, scores[i]);
      }
      maxima[thread] = score;
    }
    workgroupBarrier();
    var newTop = top;
    for (var i = 0u; i < 16u; i++) {
      newTop = max(newTop, maxima[i]);
    }
    weights[thread] = select(0.0, exp(max(scores[thread] - newTop, -80.0)), key < keyEnd);
    let fade = exp(max(top - newTop, -80.0));
    total *= fade;
    acc *= fade;
    top = newTop;
    workgroupBarrier();
    // Each thread totals only its own keys: the sixteenths are summed at the end, with the channels.
    for (var k = thread / 16u; k < min(THREADS, keyEnd - key0); k += 16u) {
      total += weights[k];
      if (channel < quads) {
        acc += weights[k] * values[(key0 + k) * pitch + head + channel];
      }
    }
    workgroupBarrier();
  }

  sums[thread] = acc;
  scores[thread] = total;
  workgroupBarrier();
  if (thread < 16u && channel < quads) {
    for (var i = thread + 16u; i < THREADS; i += 16u) {
      acc += sums[i];
      total += scores[i];
    }
    y[head + channel] = acc / total;
  }
}
