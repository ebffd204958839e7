// What `linear` does to a finished sum: bias, activation, residual, store.
//#use lib/gelu

override BIAS: bool;
override GELU: bool;
override RESIDUAL: u32; // 0 none, 1 from `residual`, 2 from y itself

@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read> residual: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

fn finish(row: u32, col: u32, sum: f32) {
  let at = row * params.cols + col;
  var v = sum;
  if (BIAS) {
    v += bias[col];
  }
  if (GELU) {
    v = gelu(v);
  }
  if (RESIDUAL == 1u) {
    v += residual[at];
  } else if (RESIDUAL == 2u) {
    v += y[at];
  }
  y[at] = v;
}

/// Columns col .. col + 3, as far as they exist.
fn finish4(row: u32, col: u32, sums: vec4f) {
  if (col < params.cols) {
    finish(row, col, sums.x);
  }
  if (col + 1u < params.cols) {
    finish(row, col + 1u, sums.y);
  }
  if (col + 2u < params.cols) {
    finish(row, col + 2u, sums.z);
  }
  if (col + 3u < params.cols) {
    finish(row, col + 3u, sums.w);
  }
}
