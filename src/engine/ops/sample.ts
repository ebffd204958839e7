import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
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
    hasShape(g.states, g.stateCount, 4) &&
    g.classCount <= 256;
  const rule = `classes [${logits.cols}], transitions [${g.stateCount}, ${g.classCount}], states [${g.stateCount}, 4]`;
  requireShape('sample', tables, rule, g.classes, g.transitions, g.states);
  return { vocabulary: logits.cols, capacity: out.rows };
}

export function recordSample(r: Recorder, o: OpArgs<'sample'>): void {
  const { vocabulary, capacity } = sampleShape(o);
  const { classes, transitions, states, classCount, locFirst, locBins, maxFindings, maxTokens } = o.grammar;
  r.dispatch({
    shader: 'sample',
    // Tokens this step consumed: all rows of a prefill, one of a decode.
    rows: r.dynamicRows === undefined ? { fixed: 1, slots: 0 } : { fixed: 0, slots: 1 },
    u32: [vocabulary, classCount, locFirst, locBins, maxFindings, maxTokens, capacity],
    buffers: [read(o.logits), read(classes), read(transitions), read(states), write(o.state), write(o.out)],
    grid: () => [1, 1, 1],
  });
}
