import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function swigluShape({ x, y }: OpArgs<'swiglu'>) {
  requireShape('swiglu', isTensor(x, y.rows, 2 * y.cols), 'x [M, 2F], y [M, F]', x, y);
  return { rows: y.rows, cols: y.cols };
}
