import type { OpArgs } from './backend';
import { requireShape } from './shape';

export function copyRowsShape({ x, y, xRow, yRow, count }: OpArgs<'copyRows'>) {
  const fits = x.cols === y.cols && xRow + count <= x.rows && yRow + count <= y.rows && x !== y;
  requireShape('copyRows', fits, `x rows ${xRow}.., y rows ${yRow}.., count ${count}`, x, y);
  return { cols: x.cols };
}
