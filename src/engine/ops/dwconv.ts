import type { Recorder } from '../gpu/recorder';
import { parameterLoader } from '../gpu/loaders';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function dwconvShape({ x, w, b, y, height, width, kernel }: OpArgs<'dwconv'>) {
  const channels = x.cols;
  const maps = isTensor(x, height * width, channels) && isTensor(y, x.rows, channels) && x !== y;
  const fits = maps && kernel % 2 === 1 && hasShape(w, kernel * kernel, channels) && hasShape(b, channels);
  requireShape('dwconv', fits, `x, y [${height}*${width}, C], w [${kernel}^2, C], b [C]`, x, w, b, y);
  return { channels };
}

export function recordDwconv(r: Recorder, o: OpArgs<'dwconv'>): void {
  const { channels } = dwconvShape(o);
  const { cell, width } = cellOf(channels);
  r.dispatch({
    shader: 'dwconv',
    defines: { cell, p: parameterLoader(o.w, channels) },
    u32: [o.height, o.width, channels / width, o.kernel],
    buffers: [read(o.x), read(o.w), read(o.b), write(o.y)],
    // four pixels a thread
    grid: () => foldedGrid((o.height * Math.ceil(o.width / 4) * channels) / width),
  });
}
