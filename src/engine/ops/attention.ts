import type { Recorder } from '../gpu/recorder';
import { recordAttend } from './attend';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function attentionShape({ qkv, y, heads }: OpArgs<'attention'>) {
  const fits = isTensor(qkv, y.rows, 3 * y.cols) && y.cols % heads === 0;
  requireShape('attention', fits, `qkv [T, 3C], y [T, C], ${heads} heads`, qkv, y);
  return { rows: y.rows, cols: y.cols };
}

export function recordAttention(r: Recorder, { qkv, y, heads }: OpArgs<'attention'>): void {
  const { cols } = attentionShape({ qkv, y, heads });
  const layout = { kvStride: 3 * cols, kOffset: cols, vOffset: 2 * cols, state: null };
  recordAttend(r, { q: qkv, k: qkv, v: qkv, y, heads, ...layout });
}
