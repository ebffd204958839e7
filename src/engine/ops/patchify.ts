import type { Recorder } from '../gpu/recorder';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function patchifyShape({ x, y, height, width, patch }: OpArgs<'patchify'>) {
  const whole = height % patch === 0 && width % patch === 0;
  const fits = x.rows === height * width && isTensor(y, x.rows / (patch * patch), patch * patch * x.cols);
  requireShape('patchify', whole && fits, `x [${height}*${width}, C], y [H*W/p^2, p^2*C], p ${patch}`, x, y);
  return { channels: x.cols };
}

export function recordPatchify(r: Recorder, o: OpArgs<'patchify'>): void {
  const { channels } = patchifyShape(o);
  const { cell, width } = cellOf(channels);
  const cells = (o.y.rows * o.y.cols) / width;
  r.dispatch({
    shader: 'patchify',
    defines: { cell },
    u32: [cells, o.width, channels / width, o.patch],
    buffers: [read(o.x), write(o.y)],
    grid: () => foldedGrid(cells),
  });
}
