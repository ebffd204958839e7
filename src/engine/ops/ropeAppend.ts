import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function ropeAppendShape({ qkv, k, v, state, heads }: OpArgs<'ropeAppend'>) {
  const cols = k.cols;
  const caches = isTensor(v, k.rows, cols) && k !== v && isTensor(state, 1, STATE_WORDS);
  const fits = caches && qkv.cols === 3 * cols && cols % (2 * heads) === 0;
  requireShape(
    'ropeAppend',
    fits,
    `qkv [M, 3C], k, v [N, C], ${heads} heads of even width`,
    qkv,
    k,
    v,
    state,
  );
  return { rows: qkv.rows, cols, capacity: k.rows };
}
