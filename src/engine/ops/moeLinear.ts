import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function moeLinearShape({ x, w, ids, y, perSlot }: OpArgs<'moeLinear'>) {
  const [rows, inner, cols] = [ids.rows, x.cols, y.cols];
  const slots = isTensor(ids, rows, 2) && y.rows === 2 * rows && x.rows === (perSlot ? 2 * rows : rows);
  const paired = w.dtype === 'f32' || inner % 2 === 0;
  const fits = slots && paired && hasShape(w, w.shape[0], cols, inner) && x !== y;
  const height = perSlot ? '2M' : 'M';
  requireShape('moeLinear', fits, `x [${height}, K], w [E, N, K], ids [M, 2], y [2M, N]`, x, w, ids, y);
  return { rows, inner, cols, experts: w.shape[0] };
}
