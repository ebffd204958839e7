// What `linear` does to finished sums, for any number of columns, gated or not. See epilogue_vec4.
//#use lib/gelu
//#use lib/gated

const BIAS = 1u;
const GELU = 2u;
const RESIDUAL = 4u; // from `residual`
const IN_PLACE = 8u; // residual from y itself

@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read> residual: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

/// Stores one column.
fn finish(row: u32, col: u32, sum: f32) {
  let at = row * params.cols + col;
  var v = sum;
  if ((params.epilogue & BIAS) != 0u) {
    v += bias[col];
  }
  if ((params.epilogue & GELU) != 0u) {
    v = gelu(vec4f(v)).x;
  }
  if ((params.epilogue & RESIDUAL) != 0u) {
    v += residual[at];
  }
  if ((params.epilogue & IN_PLACE) != 0u) {
    v += y[at];
  }
  y[at] = v;
}

/// Stores the columns of four lines.
fn finish4(row: u32, line: u32, sums: vec4f) {
  var made = columns(line, sums);
  for (var c = made.first; c < made.first + made.count; c++) {
    finish(row, c, made.values.x);
    made.values = made.values.yzww;
  }
}
