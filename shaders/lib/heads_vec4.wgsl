// Queries, keys, values and output of attention, for heads whose width is a multiple of 4.
@group(0) @binding(2) var<storage, read> q: array<vec4f>;
@group(0) @binding(3) var<storage, read> keys: array<vec4f>;
@group(0) @binding(4) var<storage, read> values: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> y: array<vec4f>;

// Channels c .. c + 3 from index `at` on; c is a multiple of 4 and below the head's width.
fn loadQ(at: u32, c: u32) -> vec4f {
  return q[at / 4u];
}

fn loadK(at: u32, c: u32) -> vec4f {
  return keys[at / 4u];
}

fn loadV(at: u32, c: u32) -> vec4f {
  return values[at / 4u];
}

fn storeY(at: u32, c: u32, v: vec4f) {
  y[at / 4u] = v;
}
