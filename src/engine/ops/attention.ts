import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function attentionShape({ qkv, y, heads }: OpArgs<'attention'>) {
  const fits = isTensor(qkv, y.rows, 3 * y.cols) && y.cols % heads === 0;
  requireShape('attention', fits, `qkv [T, 3C], y [T, C], ${heads} heads`, qkv, y);
  return { rows: y.rows, cols: y.cols };
}
