// y[i] = table[ids[i]] for firstRow <= i < rows, table [V, C]. A thread makes four columns.
//#use lib/rows
//#use lib/w_{{w}}

struct Params {
  fixedRows: u32,
  slots: u32,
  inner: u32, // C
  firstRow: u32,
  vocabulary: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> ids: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let row = params.firstRow + group.y;
  let col = id.x * 4u;
  if (row >= rowCount() || col >= params.inner) {
    return;
  }
  let token = min(u32(max(ids[row], 0.0)), params.vocabulary - 1u);
  let values = loadW(token, col);
  for (var c = 0u; c < min(4u, params.inner - col); c++) {
    y[row * params.inner + col + c] = values[c];
  }
}
