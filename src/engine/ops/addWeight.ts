import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function addWeightShape({ x, p, y }: OpArgs<'addWeight'>) {
  const fits = hasShape(p, x.rows, x.cols) && isTensor(y, x.rows, x.cols);
  requireShape('addWeight', fits && p.dtype === 'f32', 'x, y [M, C], p [M, C] f32', x, p, y);
  return { rows: x.rows, cols: x.cols };
}
