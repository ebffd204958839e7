import type { OpArgs } from './backend';
import { SAMPLE_FLOATS, STATE_WORDS } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function sampleShape({ logits, grammar: g, state, out }: OpArgs<'sample'>) {
  const tensors = logits.rows === 1 && isTensor(state, 1, STATE_WORDS) && out.cols === SAMPLE_FLOATS;
  requireShape(
    'sample',
    tensors,
    `logits [1, V], state [1, ${STATE_WORDS}], out [N, ${SAMPLE_FLOATS}]`,
    logits,
    state,
    out,
  );
  const tables =
    hasShape(g.classes, logits.cols) &&
    hasShape(g.transitions, g.stateCount, g.classCount) &&
    hasShape(g.states, g.stateCount, 4);
  const rule = `classes [${logits.cols}], transitions [${g.stateCount}, ${g.classCount}], states [${g.stateCount}, 4]`;
  requireShape('sample', tables, rule, g.classes, g.transitions, g.states);
  return { vocabulary: logits.cols, capacity: out.rows };
}
