import type { Recorder } from '../gpu/recorder';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function moeCombineShape({ x, gates, residual, y }: OpArgs<'moeCombine'>) {
  const [rows, cols] = [y.rows, y.cols];
  const fits =
    isTensor(x, 2 * rows, cols) && isTensor(gates, rows, 2) && isTensor(residual, rows, cols) && x !== y;
  requireShape('moeCombine', fits, 'x [2M, C], gates [M, 2], residual, y [M, C]', x, gates, residual, y);
  return { rows, cols };
}

export function recordMoeCombine(r: Recorder, o: OpArgs<'moeCombine'>): void {
  const { cols } = moeCombineShape(o);
  const { cell, width } = cellOf(cols);
  const inPlace = o.residual === o.y;
  r.dispatch({
    shader: 'moeCombine',
    defines: { cell },
    constants: { IN_PLACE: inPlace ? 1 : 0 },
    rows: r.rowsOf(o.y),
    u32: [cols / width],
    f32: [o.scale],
    buffers: [read(o.x), read(o.gates), read(inPlace ? null : o.residual), write(o.y)],
    grid: (rows) => foldedGrid((rows * cols) / width),
  });
}
