// A tile of x . w^T: 4*THREADS_M lines of x by 4*THREADS_N lines of w, a thread 4 x 4 of it. Tiles of x and w pass through
// workgroup memory, STEP columns at a time, transposed so that a thread reads four lines as one vec4.
// The including shader says which rows of x and w the lines are: xLine(i) and wLine(j) must be rows that exist.

const STEP = 16u;
const QUADS = 4u; // STEP / 4

var<workgroup> xTile: array<vec4f, STEP * THREADS_M>; // [k][line / 4]
var<workgroup> wTile: array<vec4f, STEP * THREADS_N>; // [k][line / 4]

/// Sums of this thread: [line of x][line of w].
fn multiplyTile(thread: vec2u) -> array<vec4f, 4> {
  let index = thread.y * THREADS_N + thread.x;
  var acc0 = vec4f();
  var acc1 = vec4f();
  var acc2 = vec4f();
  var acc3 = vec4f();
  for (var k0 = 0u; k0 < params.inner; k0 += STEP) {
    // Blocks of 4 lines by 4 columns; columns past the end are zero.
    for (var block = index; block < (THREADS_M + THREADS_N) * QUADS; block += THREADS_M * THREADS_N) {
      let k = k0 + (block % QUADS) * 4u;
      let line = block / QUADS; // in fours
      let top = (block % QUADS) * 4u;
      var lines = mat4x4f();
      if (line < THREADS_M) {
        if (k < params.inner) {
          let i = line * 4u;
          lines = mat4x4f(loadX(xLine(i), k), loadX(xLine(i + 1u), k), loadX(xLine(i + 2u), k), loadX(xLine(i + 3u), k));
        }
        lines = transpose(lines);
        xTile[top * THREADS_M + line] = lines[0];
        xTile[(top + 1u) * THREADS_M + line] = lines[1];
        xTile[(top + 2u) * THREADS_M + line] = lines[2];
        xTile[(top + 3u) * THREADS_M + line] = lines[3];
      } else {
        let w4 = line - THREADS_M;
        if (k < params.inner) {
          let j = w4 * 4u;
          lines = mat4x4f(loadW(wLine(j), k), loadW(wLine(j + 1u), k), loadW(wLine(j + 2u), k), loadW(wLine(j + 3u), k));
        }
        lines = transpose(lines);
        wTile[top * THREADS_N + w4] = lines[0];
        wTile[(top + 1u) * THREADS_N + w4] = lines[1];
        wTile[(top + 2u) * THREADS_N + w4] = lines[2];
        wTile[(top + 3u) * THREADS_N + w4] = lines[3];
      }
    }
    workgroupBarrier();
    for (var k = 0u; k < STEP; k++) {
      let a = xTile[k * THREADS_M + thread.y];
      let b = wTile[k * THREADS_N + thread.x];
      acc0 += a.x * b;
      acc1 += a.y * b;
      acc2 += a.z * b;
      acc3 += a.w * b;
    }
    workgroupBarrier();
  }
  return array<vec4f, 4>(acc0, acc1, acc2, acc3);
}
