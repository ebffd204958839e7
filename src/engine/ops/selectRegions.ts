import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

/** Most regions that one call may keep: their boxes lie in workgroup memory. */
export const MAX_REGIONS = 64;

export function selectRegionsShape({ box, regions, height, width }: OpArgs<'selectRegions'>) {
  const fits = isTensor(box, height * width, 5) && regions.cols === 8 && regions.rows <= MAX_REGIONS;
  requireShape('selectRegions', fits, `box [${height}*${width}, 5], regions [R <= 64, 8]`, box, regions);
  return { count: regions.rows };
}

export function recordSelectRegions(r: Recorder, o: OpArgs<'selectRegions'>): void {
  const { count } = selectRegionsShape(o);
  r.dispatch({
    shader: 'selectRegions',
    u32: [o.height, o.width, count],
    f32: [o.nmsIou],
    buffers: [read(o.box), write(o.regions)],
    grid: () => [1, 1, 1],
  });
}
