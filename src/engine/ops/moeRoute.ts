import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function moeRouteShape({ x, w, ids, gates }: OpArgs<'moeRoute'>) {
  const experts = w.shape[0];
  const slots = isTensor(ids, x.rows, 2) && isTensor(gates, x.rows, 2);
  const fits = slots && hasShape(w, experts, x.cols) && w.dtype === 'f32' && experts >= 2;
  requireShape('moeRoute', fits, 'x [M, K], w [E >= 2, K] f32, ids, gates [M, 2]', x, w, ids, gates);
  return { rows: x.rows, inner: x.cols, experts };
}

export function recordMoeRoute(r: Recorder, o: OpArgs<'moeRoute'>): void {
  const { inner, experts } = moeRouteShape(o);
  r.dispatch({
    shader: 'moeRoute',
    rows: r.rowsOf(o.x),
    u32: [inner, experts],
    buffers: [read(o.x), read(o.w), write(o.ids), write(o.gates)],
    grid: (rows) => [rows, 1, 1],
  });
}
