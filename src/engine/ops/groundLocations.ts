import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { SAMPLE_FLOATS, STATE_WORDS } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

const MAX_REGIONS = 64;

export function groundLocationsShape({
  logits,
  regions,
  grammar: g,
  state,
  out,
  y,
}: OpArgs<'groundLocations'>) {
  const tensors =
    logits.rows === 1 &&
    isTensor(y, 1, logits.cols) &&
    regions.cols === 8 &&
    regions.rows <= MAX_REGIONS &&
    isTensor(state, 1, STATE_WORDS) &&
    out.cols === SAMPLE_FLOATS;
  requireShape(
    'groundLocations',
    tensors,
    `logits, y [1, V], regions [R <= ${MAX_REGIONS}, 8], state [1, ${STATE_WORDS}], out [N, ${SAMPLE_FLOATS}]`,
    logits,
    regions,
    state,
    out,
    y,
  );
  const tables = hasShape(g.states, g.stateCount, 4) && hasShape(g.bound, g.stateCount);
  requireShape(
    'groundLocations',
    tables,
    `states [${g.stateCount}, 4], bound [${g.stateCount}]`,
    g.states,
    g.bound,
  );
  return { vocabulary: logits.cols, regionCount: regions.rows };
}

export function recordGroundLocations(r: Recorder, o: OpArgs<'groundLocations'>): void {
  const { vocabulary, regionCount } = groundLocationsShape(o);
  const { states, bound, locFirst, locBins, findToken } = o.grammar;
  r.dispatch({
    shader: 'groundLocations',
    u32: [vocabulary, locFirst, locBins, regionCount, findToken],
    buffers: [
      read(o.logits),
      read(o.regions),
      read(states),
      read(bound),
      read(o.state),
      read(o.out),
      write(o.y),
    ],
    grid: () => [1, 1, 1],
  });
}
