// Scores of the attention for adapters on the CPU (see variants.ts): scores [heads * M, pitch] = q . k^T * scale.
// A thread makes 4 rows by 4 keys of a head (group.z), straight from storage. Keys that a row does not see get a score too;
// attentionSoftmax leaves them out.
//#use lib/attend
//#use lib/heads_vec4

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let rows = rowCount();
  let row = id.y * 4u;
  let key = id.x * 4u;
  let last = min(row + 4u, rows) - 1u; // sees the most
  if (row >= rows || key >= visible(last)) {
    return;
  }
  let head = id.z * params.width;
  // Rows past the last repeat it and are not stored; so do keys, which are masked later.
  let q = head + params.qStride * min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(last));
  let keyLast = vec4u(visible(last) - 1u);
  let k = head + params.kOffset + params.kvStride * min(vec4u(key, key + 1u, key + 2u, key + 3u), keyLast);
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var c = 0u; c < params.width; c += 4u) {
    let b = mat4x4f(loadK(k.x + c, c), loadK(k.y + c, c), loadK(k.z + c, c), loadK(k.w + c, c));
    sum0 += loadQ(q.x + c, c) * b; // vector * matrix: a dot product with each of the four keys
    sum1 += loadQ(q.y + c, c) * b;
    sum2 += loadQ(q.z + c, c) * b;
    sum3 += loadQ(q.w + c, c) * b;
  }
  let pitch = params.pitch / 4u;
  var at = (id.z * rows + row) * pitch + id.x;
  for (var r = row; r <= last; r++) {
    y[at] = sum0 * params.scale;
    at += pitch;
    sum0 = sum1;
    sum1 = sum2;
    sum2 = sum3;
  }
}
