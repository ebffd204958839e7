// y [R, C + 8F + 4] from regions [R, 8]: dense[cell] | for each of x0 y0 x1 y1: sin(2^k pi c) k < F, cos(2^k pi c) k < F |
// score, logit / 8, area, 1. A thread makes one element.

struct Params {
  channels: u32, // C
  fourier: u32, // F
  cols: u32, // C + 8F + 4
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read> dense: array<f32>;
@group(0) @binding(3) var<storage, read> regions: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

/// sin(pi t) for |t| <= 1/4, Taylor to f32 precision. The built-in sin is only good to 2^-11.
fn sinQuarter(t: f32) -> f32 {
  let z = t * t;
  return t * (3.14159265 + z * (-5.16771278 + z * (2.55016404 + z * (-0.59926453 + z * 0.08214589))));
}

fn cosQuarter(t: f32) -> f32 {
  let z = t * t;
  return 1.0 + z * (-4.93480220 + z * (4.05871213 + z * (-1.33526277 + z * (0.23533063 + z * -0.02580689))));
}

/// sin(pi t) for t >= 0; reduced to the nearest half turn, which is exact in f32.
fn sinPi(t: f32) -> f32 {
  let n = round(t * 2.0);
  let r = t - n * 0.5;
  switch u32(n) % 4u {
    case 0u: { return sinQuarter(r); }
    case 1u: { return cosQuarter(r); }
    case 2u: { return -sinQuarter(r); }
    default: { return -cosQuarter(r); }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let at = group.y * 8u;
  let col = id.x;
  if (col >= params.cols) {
    return;
  }
  let waves = params.channels + 8u * params.fourier;
  var value = 1.0;
  if (col < params.channels) {
    value = dense[u32(regions[at + 6u]) * params.channels + col];
  } else if (col < waves) {
    let wave = col - params.channels;
    let k = wave % params.fourier;
    let t = exp2(f32(k)) * regions[at + wave / (2u * params.fourier)];
    // cos(pi t) = sin(pi (t + 1/2)); added to the remainder of a turn, 1/2 costs at most one bit.
    let turn = t - floor(t / 2.0) * 2.0;
    let isCos = wave / params.fourier % 2u == 1u;
    value = sinPi(select(turn, turn + 0.5, isCos));
  } else if (col == waves) {
    value = regions[at + 4u];
  } else if (col == waves + 1u) {
    value = regions[at + 5u] / 8.0;
  } else if (col == waves + 2u) {
    value = (regions[at + 2u] - regions[at]) * (regions[at + 3u] - regions[at + 1u]);
  }
  y[group.y * params.cols + col] = value;
}
