/// Index of a thread in a grid that was folded from one to two dimensions (a dimension holds at most 65535 workgroups).
fn foldedIndex(id: vec3u, groups: vec3u) -> u32 {
  return id.y * groups.x * 64u + id.x;
}
