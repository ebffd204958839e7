// In place: scores [heads * M, pitch] -> exp(score - row's maximum), zero for keys that the row does not see (as far as
// attentionValues looks). A thread makes one row of a head.
//#use lib/attend

@group(0) @binding(6) var<storage, read_write> scores: array<vec4f>;

const LOWEST = -1e30;

/// A quad of scores, lowest where the row does not see the key.
fn masked(at: u32, key: u32, seen: u32) -> vec4f {
  return select(vec4f(LOWEST), scores[at], vec4u(key, key + 1u, key + 2u, key + 3u) < vec4u(seen));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let rows = rowCount();
  let row = id.x;
  if (row >= rows) {
    return;
  }
  let base = (id.y * rows + row) * params.pitch / 4u;
  let seen = visible(row);
  // attentionValues takes rows by fours: as far as the last of them sees.
  let end = visible(min(row / 4u * 4u + 4u, rows) - 1u);
  var top = vec4f(LOWEST);
  for (var key = 0u; key < seen; key += 4u) {
    top = max(top, masked(base + key / 4u, key, seen));
  }
  let highest = max(max(top.x, top.y), max(top.z, top.w));
  for (var key = 0u; key < end; key += 4u) {
    let s = masked(base + key / 4u, key, seen);
    scores[base + key / 4u] = select(vec4f(), exp(max(s - highest, vec4f(-80.0))), s > vec4f(LOWEST));
  }
}
