import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function moeRouteShape({ x, w, ids, gates, normed }: OpArgs<'moeRoute'>) {
  const experts = w.shape[0];
  const slots = isTensor(ids, x.rows, 2) && isTensor(gates, x.rows, 2);
  const norm =
    !normed || (hasShape(normed.w, x.cols) && isTensor(normed.h, x.rows, x.cols) && normed.h !== x);
  const fits = slots && norm && hasShape(w, experts, x.cols) && w.dtype === 'f32' && experts >= 2;
  requireShape(
    'moeRoute',
    fits,
    'x, h [M, K], w [E >= 2, K] f32, norm [K], ids, gates [M, 2]',
    x,
    w,
    ids,
    gates,
    normed?.w,
    normed?.h,
  );
  return { rows: x.rows, inner: x.cols, experts };
}

export function recordMoeRoute(r: Recorder, o: OpArgs<'moeRoute'>): void {
  const { inner, experts } = moeRouteShape(o);
  r.dispatch({
    shader: 'moeRoute',
    constants: { NORM: o.normed ? 1 : 0 },
    rows: r.rowsOf(o.x),
    u32: [inner, experts],
    buffers: [read(o.x), read(o.w), write(o.ids), write(o.gates), read(o.normed?.w), write(o.normed?.h)],
    grid: (rows) => [rows, 1, 1],
  });
}
