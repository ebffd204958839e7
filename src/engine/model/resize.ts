/** Resampling with a triangle filter that widens when shrinking: what PIL calls BILINEAR, without its rounding. */

/** Weights of the input pixels that make each output pixel along one axis. */
interface Taps {
  /** First input pixel of each output pixel. */
  first: Int32Array;
  /** Number of input pixels of each output pixel. */
  count: Int32Array;
  /** Weights, `most` to an output pixel, each set summing to 1. */
  weights: Float32Array;
  most: number;
}

function taps(from: number, to: number): Taps {
  const scale = from / to;
  const stretch = Math.max(1, scale); // only widened, never narrowed: enlarging interpolates
  const most = Math.ceil(stretch) * 2 + 1;
  const result: Taps = {
    first: new Int32Array(to),
    count: new Int32Array(to),
    weights: new Float32Array(to * most),
    most,
  };
  for (let out = 0; out < to; out++) {
    const centre = (out + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - stretch + 0.5));
    const last = Math.min(from, Math.trunc(centre + stretch + 0.5));
    const raw = Array.from({ length: last - first }, (_, i) =>
      Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / stretch)),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    result.first[out] = first;
    result.count[out] = raw.length;
    raw.forEach((weight, i) => (result.weights[out * most + i] = weight / sum));
  }
  return result;
}

/**
 * Resizes an RGBA photo to RGB floats 0..255: columns first, then rows, f32 between and after.
 * @param data width * height * 4 bytes
 * @returns [outHeight * outWidth, 3]
 */
export function resizeRgb(
  data: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
  outWidth: number,
  outHeight: number,
): Float32Array {
  const across = taps(width, outWidth);
  const down = taps(height, outHeight);
  const rows = new Float32Array(height * outWidth * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < outWidth; x++) {
      let [r, g, b] = [0, 0, 0];
      let at = (y * width + across.first[x]) * 4;
      for (let i = 0, t = x * across.most; i < across.count[x]; i++, t++, at += 4) {
        const weight = across.weights[t];
        r += weight * data[at];
        g += weight * data[at + 1];
        b += weight * data[at + 2];
      }
      const to = (y * outWidth + x) * 3;
      rows[to] = r;
      rows[to + 1] = g;
      rows[to + 2] = b;
    }
  }
  const stride = outWidth * 3;
  const result = new Float32Array(outHeight * stride);
  for (let y = 0; y < outHeight; y++) {
    for (let c = 0; c < stride; c++) {
      let sum = 0;
      for (let i = 0; i < down.count[y]; i++) {
        sum += down.weights[y * down.most + i] * rows[(down.first[y] + i) * stride + c];
      }
      result[y * stride + c] = sum;
    }
  }
  return result;
}
