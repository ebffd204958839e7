// Largest value of a workgroup of 256 threads and the lowest index that has it, in two steps of sixteen: a tree would need
// a barrier for each of its eight.

const NONE = 0xffffffffu; // index of a thread that has no candidate

struct Candidate {
  value: f32,
  index: u32,
}

var<workgroup> candidates: array<Candidate, 256>;

fn better(a: Candidate, b: Candidate) -> Candidate {
  if (b.value > a.value || (b.value == a.value && b.index < a.index)) {
    return b;
  }
  return a;
}

/// To be called by the whole workgroup; every thread gets the winner.
fn argmax(thread: u32, mine: Candidate) -> Candidate {
  candidates[thread] = mine;
  workgroupBarrier();
  var best = mine;
  if (thread < 16u) {
    for (var i = thread; i < 256u; i += 16u) {
      best = better(best, candidates[i]);
    }
  }
  workgroupBarrier();
  if (thread < 16u) {
    candidates[thread] = best;
  }
  workgroupBarrier();
  best = candidates[0];
  for (var i = 1u; i < 16u; i++) {
    best = better(best, candidates[i]);
  }
  workgroupBarrier(); // candidates may be written again
  return best;
}
