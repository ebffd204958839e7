import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function lastRowShape({ x, y }: OpArgs<'lastRow'>) {
  requireShape('lastRow', isTensor(y, 1, x.cols) && x !== y, 'x [M, C], y [1, C]', x, y);
  return { rows: x.rows, cols: x.cols };
}

export function recordLastRow(r: Recorder, o: OpArgs<'lastRow'>): void {
  const { cols } = lastRowShape(o);
  r.dispatch({
    shader: 'lastRow',
    rows: r.rowsOf(o.x),
    u32: [cols],
    buffers: [read(o.x), write(o.y)],
    grid: () => [Math.ceil(cols / 64), 1, 1],
  });
}
