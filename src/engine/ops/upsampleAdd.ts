import type { Recorder } from '../gpu/recorder';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function upsampleAddShape({ a, b, y, height, width }: OpArgs<'upsampleAdd'>) {
  const even = height % 2 === 0 && width % 2 === 0;
  const fits =
    isTensor(b, height * width, y.cols) && isTensor(y, b.rows, y.cols) && isTensor(a, y.rows / 4, y.cols);
  requireShape('upsampleAdd', even && fits && a !== y, `a [H*W/4, C], b, y [${height}*${width}, C]`, a, b, y);
  return { channels: y.cols };
}

export function recordUpsampleAdd(r: Recorder, o: OpArgs<'upsampleAdd'>): void {
  const { channels } = upsampleAddShape(o);
  const { cell, width } = cellOf(channels);
  const cells = (o.height * o.width * channels) / width;
  r.dispatch({
    shader: 'upsampleAdd',
    defines: { cell },
    u32: [cells, o.width, channels / width],
    buffers: [read(o.a), read(o.b), write(o.y)],
    grid: () => foldedGrid(cells),
  });
}
