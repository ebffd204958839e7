import type { Recorder } from '../gpu/recorder';
import { parameterLoader } from '../gpu/loaders';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function addWeightShape({ x, p, y }: OpArgs<'addWeight'>) {
  const fits = hasShape(p, x.rows, x.cols) && isTensor(y, x.rows, x.cols);
  requireShape('addWeight', fits, 'x, y, p [M, C]', x, p, y);
  return { rows: x.rows, cols: x.cols };
}

export function recordAddWeight(r: Recorder, o: OpArgs<'addWeight'>): void {
  const { cols } = addWeightShape(o);
  const { cell, width } = cellOf(cols);
  const inPlace = o.x === o.y;
  r.dispatch({
    shader: 'addWeight',
    defines: { cell, p: parameterLoader(o.p, cols) },
    constants: { IN_PLACE: inPlace ? 1 : 0 },
    rows: r.rowsOf(o.x),
    u32: [cols / width],
    buffers: [read(inPlace ? null : o.x), read(o.p), write(o.y)],
    grid: (rows) => foldedGrid((rows * cols) / width),
  });
}
