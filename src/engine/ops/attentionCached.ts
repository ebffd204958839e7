import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function attentionCachedShape({ qkv, k, v, state, y, heads }: OpArgs<'attentionCached'>) {
  const cols = y.cols;
  const caches = k.cols === cols && isTensor(v, k.rows, cols) && isTensor(state, 1, STATE_WORDS);
  const fits = caches && isTensor(qkv, y.rows, 3 * cols) && cols % heads === 0;
  requireShape(
    'attentionCached',
    fits,
    `qkv [M, 3C], k, v [N, C], y [M, C], ${heads} heads`,
    qkv,
    k,
    v,
    state,
    y,
  );
  return { rows: y.rows, cols, capacity: k.rows };
}
