// Softmax attention with an online softmax: a workgroup makes 16 query rows (group.x) of one head (group.y) and up to 64 of
// the head's output channels (group.z), passing 32 keys at a time through workgroup memory. A thread has 4 rows: first it
// scores them against 2 keys, then it sums 4 channels of them.
// Serves `attention` (q, k, v in one buffer, no mask) and `attentionCached` (causal).
//#use lib/attend
//#use lib/heads_{{heads}}

const QUERIES = 16u;
const KEYS = 32u;
const SLICE = 64u; // channels that pass at once
const QUADS = 16u; // SLICE / 4
const PITCH = 17u; // vec4s a row of keys: one more than QUADS keeps threads off the same bank
const LOWEST = -1e30;

var<workgroup> qTile: array<vec4f, QUERIES * QUADS>; // [row][quad]
var<workgroup> kvTile: array<vec4f, KEYS * PITCH>; // [key][quad]
var<workgroup> weights: array<vec4f, KEYS * 4u>; // [key][row / 4]
var<workgroup> maxima: array<vec4f, 64>; // [row / 4][thread.x]

@compute @workgroup_size(16, 4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let rows = rowCount();
  let row0 = group.x * QUERIES;
  let row = row0 + thread.y * 4u; // first of this thread's four
  let head = group.y * params.width;
  let channel = group.z * SLICE + thread.x * 4u;
  let keyEnd = visible(min(row0 + QUERIES, rows) - 1u); // keys that the last row of the tile sees
  let seen = vec4u(visible(row), visible(row + 1u), visible(row + 2u), visible(row + 3u));
  var top = vec4f(LOWEST);
  var total = vec4f();
  var acc = mat4x4f(); // [row][channel]

  for (var key0 = 0u; key0 < keyEnd; key0 += KEYS) {
    // Rows that do not exist are not read: what the tiles hold in their place is masked or not stored.
    let keyCount = min(KEYS, keyEnd - key0);
    var near = vec4f(); // scores of the four rows with key thread.x
    var far = vec4f(); // and with key thread.x + 16
    for (var c0 = 0u; c0 < params.width; c0 += SLICE) {
      let c = c0 + thread.x * 4u;
      if (c < params.width) {
        let reload = key0 == 0u || params.width > SLICE; // else the queries are still there
        for (var i = thread.y; reload && i < min(QUERIES, rows - row0); i += 4u) {
          qTile[i * QUADS + thread.x] = loadQ((row0 + i) * params.qStride + head + c, c);
        }
        for (var i = thread.y; i < keyCount; i += 4u) {
          kvTile[i * PITCH + thread.x] = loadK((key0 + i) * params.kvStride + params.kOffset + head + c, c);
        }
      }
      workgroupBarrier();
      for (var i = 0u; i < min((params.width - c0 + 3u) / 4u, QUADS); i++) {
        let at = thread.y * 4u * QUADS + i;
        let q4 = mat4x4f(qTile[at], qTile[at + QUADS], qTile[at + 2u * QUADS], qTile[at + 3u * QUADS]);
        near += kvTile[thread.x * PITCH + i] * q4; // vector * matrix: a dot product with each of the four rows
        far += kvTile[(thread.x + 16u) * PITCH + i] * q4;
      }
      workgroupBarrier();
    }
    near = select(vec4f(LOWEST), near * params.scale, vec4u(key0 + thread.x) < seen);
    far = select(vec4f(LOWEST), far * params.scale, vec4u(key0 + thread.x + 16u) < seen);
    maxima[thread.y * 16u + thread.x] = max(near, far);
    for (var i = thread.y; i < keyCount && channel < params.width; i += 4u) {
      kvTile[i * PITCH + thread.x] =
        loadV((key0 + i) * params.kvStride + params.vOffset + head + channel, channel);
    }
    workgroupBarrier();
    var newTop = top;
    for (var i = 0u; i < min(16u, keyCount); i++) {
      newTop = max(newTop, maxima[thread.y * 16u + i]);
    }
    // A hidden key's weight is zero even in a row that has not seen any key yet.
    let low = vec4f(-80.0);
    weights[thread.x * 4u + thread.y] = select(vec4f(), exp(max(near - newTop, low)), near > vec4f(LOWEST));
    weights[(thread.x + 16u) * 4u + thread.y] = select(vec4f(), exp(max(far - newTop, low)), far > vec4f(LOWEST));
    let fade = exp(max(top - newTop, low));
    top = newTop;
    total *= fade;
    acc = mat4x4f(acc[0] * fade.x, acc[1] * fade.y, acc[2] * fade.z, acc[3] * fade.w);
    workgroupBarrier();
    for (var k = 0u; k < keyCount; k++) {
      let p = weights[k * 4u + thread.y];
      let v = kvTile[k * PITCH + thread.x];
      total += p;
      acc = mat4x4f(acc[0] + p.x * v, acc[1] + p.y * v, acc[2] + p.z * v, acc[3] + p.w * v);
    }
    workgroupBarrier();
  }
  if (channel < params.width) {
    let out = head + channel;
    let parts = mat4x4f(acc[0] / total.x, acc[1] / total.y, acc[2] / total.z, acc[3] / total.w);
    for (var i = 0u; i < min(4u, rows - min(row, rows)); i++) {
      storeY((row + i) * params.cols + out, channel, parts[i]);
    }
  }
}
