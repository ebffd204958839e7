import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function moeCombineShape({ x, gates, residual, y }: OpArgs<'moeCombine'>) {
  const [rows, cols] = [y.rows, y.cols];
  const fits =
    isTensor(x, 2 * rows, cols) && isTensor(gates, rows, 2) && isTensor(residual, rows, cols) && x !== y;
  requireShape('moeCombine', fits, 'x [2M, C], gates [M, 2], residual, y [M, C]', x, gates, residual, y);
  return { rows, cols };
}
