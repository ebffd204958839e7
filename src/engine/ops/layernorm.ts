import type { Recorder } from '../gpu/recorder';
import { cellOf, read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function layernormShape({ x, w, b, y }: OpArgs<'layernorm'>) {
  const fits = isTensor(y, x.rows, x.cols) && hasShape(w, x.cols) && hasShape(b, x.cols) && x !== y;
  requireShape('layernorm', fits, 'x, y [M, C], w, b [C], x not y', x, w, b, y);
  return { rows: x.rows, cols: x.cols };
}

export function recordLayernorm(r: Recorder, o: OpArgs<'layernorm'>): void {
  const { cols } = layernormShape(o);
  const { cell, width } = cellOf(cols);
  const lanes = normLanes(r, cols);
  r.dispatch({
    shader: 'layernorm',
    defines: { cell, sum: 'f32' },
    constants: { LANES: lanes },
    rows: r.rowsOf(o.x),
    u32: [cols / width],
    buffers: [read(o.x), read(o.w), read(o.b), write(o.y)],
    grid: (rows) => [Math.ceil((rows * lanes) / 64), 1, 1],
  });
}

/** Threads that share one row of a norm. */
export function normLanes(r: Recorder, cols: number): number {
  if (!r.variants.lanes) return 1;
  return cols >= 128 ? 32 : 16;
}
