import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function regionFeaturesShape({ dense, regions, y, fourier }: OpArgs<'regionFeatures'>) {
  const fits = regions.cols === 8 && isTensor(y, regions.rows, dense.cols + 8 * fourier + 4);
  requireShape(
    'regionFeatures',
    fits,
    `dense [N, C], regions [R, 8], y [R, C + 8*${fourier} + 4]`,
    dense,
    regions,
    y,
  );
  return { rows: regions.rows, channels: dense.cols };
}
