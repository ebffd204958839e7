/** y [H*W, C] = b + a upsampled 2x (nearest); a [(H/2)*(W/2), C]; height and width are those of y. */
export function upsampleAdd(o: {
  a: Float64Array;
  b: Float64Array;
  y: Float64Array;
  height: number;
  width: number;
  channels: number;
}): void {
  const { a, b, y, height, width, channels } = o;
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const out = (i * width + j) * channels;
      const from = ((i >> 1) * (width >> 1) + (j >> 1)) * channels;
      for (let c = 0; c < channels; c++) y[out + c] = b[out + c] + a[from + c];
    }
  }
}
