import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function embedStateShape({ state, table, y }: OpArgs<'embedState'>) {
  const fits = table.shape.length === 2 && isTensor(y, 1, table.shape[1]) && isTensor(state, 1, STATE_WORDS);
  requireShape('embedState', fits, `state [1, ${STATE_WORDS}], table [V, C], y [1, C]`, state, table, y);
  return { cols: y.cols, vocabulary: table.shape[0] };
}
