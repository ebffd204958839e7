// Products with and without a gate (swiglu), in lines of w. With one, w has its gate rows first and then as many up rows; of
// the four lines that a thread makes, two are gates and two are the ups that belong to them, so it makes two columns.

/// Row of w for a line; lines past the last repeat it.
fn wRow(line: u32) -> u32 {
  if (params.gated == 0u) {
    return min(line, params.cols - 1u);
  }
  let col = min(line / 4u * 2u + line % 2u, params.cols - 1u);
  return select(col, params.cols + col, line % 4u >= 2u);
}

/// First column, number of columns and their values, of four lines from `line` (a multiple of 4) on.
struct Columns {
  first: u32,
  count: u32,
  values: vec4f,
}

fn columns(line: u32, sums: vec4f) -> Columns {
  if (params.gated == 0u) {
    return Columns(line, min(4u, params.cols - min(line, params.cols)), sums);
  }
  let first = line / 2u;
  // Below -80 silu is 0 to f32's last digit and exp would overflow.
  let gate = sums.xy / (1.0 + exp(-max(sums.xy, vec2f(-80.0))));
  return Columns(first, min(2u, params.cols - min(first, params.cols)), vec4f(gate * sums.zw, 0.0, 0.0));
}
