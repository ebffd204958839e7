// y [1, C] = table[state.token], table [V, C]. A thread makes four columns.
//#use lib/w_{{w}}

struct Params {
  inner: u32, // C
  vocabulary: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> state: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

const TOKEN = 9u; // STATE.token

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let col = id.x * 4u;
  if (col >= params.inner) {
    return;
  }
  let token = min(u32(max(state[TOKEN], 0.0)), params.vocabulary - 1u);
  let values = loadW(token, col);
  for (var c = 0u; c < min(4u, params.inner - col); c++) {
    y[col + c] = values[c];
  }
}
