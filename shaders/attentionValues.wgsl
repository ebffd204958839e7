// y [M, C] = weights . v / their sum, from attentionSoftmax's weights [heads * M, pitch]. A thread makes 4 rows by 4 channels
// of a head (group.z).
//#use lib/attend
//#use lib/heads_vec4

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let rows = rowCount();
  let row = id.y * 4u;
  let c = id.x * 4u;
  if (row >= rows || c >= params.width) {
    return;
  }
  let last = min(row + 4u, rows) - 1u;
  let keyEnd = visible(last);
  // Rows past the last repeat it and are not stored.
  let p = (id.z * rows + min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(last))) * params.pitch;
  let v = params.vOffset + id.z * params.width + c;
  var sums = mat4x4f(); // [row][channel]
  var totals = vec4f();
  for (var key = 0u; key < keyEnd; key += 4u) {
    // Keys past the last have no weight; the last stands in for them, since their memory may hold anything.
    let k = v + params.kvStride * min(vec4u(key, key + 1u, key + 2u, key + 3u), vec4u(keyEnd - 1u));
    let b = mat4x4f(loadV(k.x, c), loadV(k.y, c), loadV(k.z, c), loadV(k.w, c));
    // A row's four weights times four rows of v.
    let weights = mat4x4f(loadQ(p.x + key, c), loadQ(p.y + key, c), loadQ(p.z + key, c), loadQ(p.w + key, c));
    sums += b * weights;
    totals += vec4f(1.0) * weights;
  }
  var at = row * params.cols + id.z * params.width + c;
  for (var r = row; r <= last; r++) {
    storeY(at, c, sums[0] / totals.x);
    at += params.cols;
    sums = mat4x4f(sums[1], sums[2], sums[3], sums[3]);
    totals = totals.yzww;
  }
}
