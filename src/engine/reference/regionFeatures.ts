/**
 * y [R, C + 8F + 4] from regions [R, 8]: dense[cell] | for each of x0 y0 x1 y1: sin(2^k pi c) for k < F, then
 * cos(2^k pi c) | score, logit / 8, area, 1.
 */
export function regionFeatures(o: {
  dense: Float64Array;
  regions: Float64Array;
  y: Float64Array;
  rows: number;
  channels: number;
  fourier: number;
}): void {
  const { dense, regions, y, rows, channels, fourier } = o;
  const cols = channels + 8 * fourier + 4;
  for (let r = 0; r < rows; r++) {
    const [x0, y0, x1, y1, score, logit, cell] = regions.subarray(r * 8, r * 8 + 7);
    const row = y.subarray(r * cols, (r + 1) * cols);
    row.set(dense.subarray(cell * channels, (cell + 1) * channels));
    [x0, y0, x1, y1].forEach((c, side) => {
      for (let k = 0; k < fourier; k++) {
        row[channels + side * 2 * fourier + k] = Math.sin(2 ** k * Math.PI * c);
        row[channels + side * 2 * fourier + fourier + k] = Math.cos(2 ** k * Math.PI * c);
      }
    });
    row.set([score, logit / 8, (x1 - x0) * (y1 - y0), 1], channels + 8 * fourier);
  }
}
