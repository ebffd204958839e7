// What `linear` does to finished sums: bias, activation, residual, store. For a multiple of 4 columns
// without gates.
// Chosen by a uniform, not by the pipeline: compiling one takes longer than all the branches ever will.
//#use lib/gelu
//#use lib/gated

const BIAS = 1u;
const GELU = 2u;
const RESIDUAL = 4u; // from `residual`
const IN_PLACE = 8u; // residual from y itself

@group(0) @binding(4) var<storage, read> bias: array<vec4f>;
@group(0) @binding(5) var<storage, read> residual: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> y: array<vec4f>;

/// Stores columns col .. col + 3; col is a multiple of 4.
fn finish4(row: u32, col: u32, sums: vec4f) {
  if (col >= params.cols) {
    return;
  }
  let at = (row * params.cols + col) / 4u;
  var v = sums;
  if ((params.epilogue & BIAS) != 0u) {
    v += bias[col / 4u];
  }
  if ((params.epilogue & GELU) != 0u) {
    v = gelu(v);
  }
  if ((params.epilogue & RESIDUAL) != 0u) {
    v += residual[at];
  }
  if ((params.epilogue & IN_PLACE) != 0u) {
    v += y[at];
  }
  y[at] = v;
}
