// Sums over the LANES threads that share a row; the workgroup has 64 threads.

override LANES: u32 = 64u; // a power of two, at most 64

var<workgroup> partial: array<f32, 64>;

/// Sum of `value` over the lanes of this thread's row. To be called by the whole workgroup.
fn sumLanes(thread: u32, value: f32) -> f32 {
  partial[thread] = value;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (thread % LANES < half) {
      partial[thread] += partial[thread + half];
    }
    workgroupBarrier();
  }
  let sum = partial[thread - thread % LANES];
  workgroupBarrier(); // partial may be written again
  return sum;
}
