import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function rmsnormShape({ x, w, y }: OpArgs<'rmsnorm'>) {
  const fits = isTensor(y, x.rows, x.cols) && hasShape(w, x.cols) && x !== y;
  requireShape('rmsnorm', fits, 'x, y [M, C], w [C], x not y', x, w, y);
  return { rows: x.rows, cols: x.cols };
}
