import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function lastRowShape({ x, y }: OpArgs<'lastRow'>) {
  requireShape('lastRow', isTensor(y, 1, x.cols) && x !== y, 'x [M, C], y [1, C]', x, y);
  return { rows: x.rows, cols: x.cols };
}
