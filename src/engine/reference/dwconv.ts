/** Depthwise k x k convolution, zero padding floor(k/2): x, y [H*W, C]; w [k*k, C]; b [C]. */
export function dwconv(o: {
  x: Float64Array;
  w: Float64Array;
  b: Float64Array;
  y: Float64Array;
  height: number;
  width: number;
  channels: number;
  kernel: number;
}): void {
  const { x, w, b, y, height, width, channels, kernel } = o;
  const pad = kernel >> 1;
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const out = (i * width + j) * channels;
      y.set(b, out);
      for (let dy = 0; dy < kernel; dy++) {
        const row = i + dy - pad;
        if (row < 0 || row >= height) continue;
        for (let dx = 0; dx < kernel; dx++) {
          const col = j + dx - pad;
          if (col < 0 || col >= width) continue;
          const from = (row * width + col) * channels;
          const tap = (dy * kernel + dx) * channels;
          for (let c = 0; c < channels; c++) y[out + c] += x[from + c] * w[tap + c];
        }
      }
    }
  }
}
