// A tile of x . w^T as in tile_shared, without workgroup memory: every thread reads its four lines of x and of w itself.
// For adapters that run on the CPU, where workgroup memory is ordinary memory and barriers are loops: 2 to 3 times as fast
// there, and quicker to compile.

/// Sums of this thread: [line of x][line of w].
fn multiplyTile(thread: vec2u) -> array<vec4f, 4> {
  let rows = vec4u(
    xLine(thread.y * 4u),
    xLine(thread.y * 4u + 1u),
    xLine(thread.y * 4u + 2u),
    xLine(thread.y * 4u + 3u),
  );
  let cols = vec4u(
    wLine(thread.x * 4u),
    wLine(thread.x * 4u + 1u),
    wLine(thread.x * 4u + 2u),
    wLine(thread.x * 4u + 3u),
  );
  var acc0 = vec4f();
  var acc1 = vec4f();
  var acc2 = vec4f();
  var acc3 = vec4f();
  for (var k = 0u; k < params.inner; k += 4u) {
    let b = mat4x4f(loadW(cols.x, k), loadW(cols.y, k), loadW(cols.z, k), loadW(cols.w, k));
    acc0 += loadX(rows.x, k) * b; // vector * matrix: a dot product with each line of w
    acc1 += loadX(rows.y, k) * b;
    acc2 += loadX(rows.z, k) * b;
    acc3 += loadX(rows.w, k) * b;
  }
  return array<vec4f, 4>(acc0, acc1, acc2, acc3);
}
