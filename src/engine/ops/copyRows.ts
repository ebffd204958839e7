import type { Recorder } from '../gpu/recorder';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { requireShape } from './shape';

export function copyRowsShape({ x, y, xRow, yRow, count }: OpArgs<'copyRows'>) {
  const fits = x.cols === y.cols && xRow + count <= x.rows && yRow + count <= y.rows && x !== y;
  requireShape('copyRows', fits, `x rows ${xRow}.., y rows ${yRow}.., count ${count}`, x, y);
  return { cols: x.cols };
}

export function recordCopyRows(r: Recorder, o: OpArgs<'copyRows'>): void {
  const { cols } = copyRowsShape(o);
  const { cell, width } = cellOf(cols);
  const cells = (o.count * cols) / width;
  r.dispatch({
    shader: 'copyRows',
    defines: { cell },
    u32: [cells, (o.xRow * cols) / width, (o.yRow * cols) / width],
    buffers: [read(o.x), write(o.y)],
    grid: () => foldedGrid(cells),
  });
}
