import type { Recorder } from '../gpu/recorder';
import { cellOf, foldedGrid, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function swigluShape({ x, y }: OpArgs<'swiglu'>) {
  requireShape('swiglu', isTensor(x, y.rows, 2 * y.cols), 'x [M, 2F], y [M, F]', x, y);
  return { rows: y.rows, cols: y.cols };
}

export function recordSwiglu(r: Recorder, o: OpArgs<'swiglu'>): void {
  const { cols } = swigluShape(o);
  const { cell, width } = cellOf(cols);
  r.dispatch({
    shader: 'swiglu',
    defines: { cell },
    rows: r.rowsOf(o.y),
    u32: [cols / width],
    buffers: [read(o.x), write(o.y)],
    grid: (rows) => foldedGrid((rows * cols) / width),
  });
}
