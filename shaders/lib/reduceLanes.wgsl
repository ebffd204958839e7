// Sums over the LANES threads that share a row; the workgroup has 64 threads.

override LANES: u32 = 64u; // divides 64

var<workgroup> partial: array<{{sum}}, 64>;

/// Sum of `value` over the lanes of this thread's row. To be called by the whole workgroup. Every lane adds all values up:
/// for so few that is no slower than a tree, whose every step is a barrier.
fn sumLanes(thread: u32, value: {{sum}}) -> {{sum}} {
  if (LANES == 1u) {
    return value;
  }
  partial[thread] = value;
  workgroupBarrier();
  let first = thread - thread % LANES;
  var sum = {{sum}}();
  for (var i = first; i < first + LANES; i++) {
    sum += partial[i];
  }
  workgroupBarrier(); // partial may be written again
  return sum;
}
