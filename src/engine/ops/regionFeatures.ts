import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
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

export function recordRegionFeatures(r: Recorder, o: OpArgs<'regionFeatures'>): void {
  const { rows, channels } = regionFeaturesShape(o);
  r.dispatch({
    shader: 'regionFeatures',
    u32: [channels, o.fourier, o.y.cols],
    buffers: [read(o.dense), read(o.regions), write(o.y)],
    grid: () => [Math.ceil(o.y.cols / 64), rows, 1],
  });
}
