// Queries, keys, values and output of attention, for heads of any width.
@group(0) @binding(2) var<storage, read> q: array<f32>;
@group(0) @binding(3) var<storage, read> keys: array<f32>;
@group(0) @binding(4) var<storage, read> values: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

/// Which of the channels c .. c + 3 the head has.
fn present(c: u32) -> vec4<bool> {
  return vec4u(c, c + 1u, c + 2u, c + 3u) < vec4u(params.width);
}

// Channels c .. c + 3 from index `at` on, zero past the head's width.
fn loadQ(at: u32, c: u32) -> vec4f {
  return select(vec4f(), vec4f(q[at], q[at + 1u], q[at + 2u], q[at + 3u]), present(c));
}

fn loadK(at: u32, c: u32) -> vec4f {
  return select(vec4f(), vec4f(keys[at], keys[at + 1u], keys[at + 2u], keys[at + 3u]), present(c));
}

fn loadV(at: u32, c: u32) -> vec4f {
  return select(vec4f(), vec4f(values[at], values[at + 1u], values[at + 2u], values[at + 3u]), present(c));
}

fn storeY(at: u32, c: u32, v: vec4f) {
  for (var i = 0u; i < min(4u, params.width - c); i++) {
    y[at + i] = v[i];
  }
}
