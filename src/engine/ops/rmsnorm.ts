import type { Recorder } from '../gpu/recorder';
import { cellOf, read, write } from '../gpu/recorder';
import { normLanes } from './layernorm';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function rmsnormShape({ x, w, y }: OpArgs<'rmsnorm'>) {
  const fits = isTensor(y, x.rows, x.cols) && hasShape(w, x.cols) && x !== y;
  requireShape('rmsnorm', fits, 'x, y [M, C], w [C], x not y', x, w, y);
  return { rows: x.rows, cols: x.cols };
}

export function recordRmsnorm(r: Recorder, o: OpArgs<'rmsnorm'>): void {
  const { cols } = rmsnormShape(o);
  const { cell, width } = cellOf(cols);
  const lanes = normLanes(r, cols);
  r.dispatch({
    shader: 'rmsnorm',
    defines: { cell, sum: 'f32' },
    constants: { LANES: lanes },
    rows: r.rowsOf(o.x),
    u32: [cols / width],
    buffers: [read(o.x), read(o.w), write(o.y)],
    grid: (rows) => [Math.ceil((rows * lanes) / 64), 1, 1],
  });
}
