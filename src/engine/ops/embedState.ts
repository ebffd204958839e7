import type { Recorder } from '../gpu/recorder';
import { weightLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function embedStateShape({ state, table, y }: OpArgs<'embedState'>) {
  const fits = table.shape.length === 2 && isTensor(y, 1, table.shape[1]) && isTensor(state, 1, STATE_WORDS);
  requireShape('embedState', fits, `state [1, ${STATE_WORDS}], table [V, C], y [1, C]`, state, table, y);
  return { cols: y.cols, vocabulary: table.shape[0] };
}

export function recordEmbedState(r: Recorder, o: OpArgs<'embedState'>): void {
  const { cols, vocabulary } = embedStateShape(o);
  r.dispatch({
    shader: 'embedState',
    defines: { w: weightLoader(o.table, cols) },
    u32: [cols, vocabulary],
    buffers: [read(o.state), read(o.table), write(o.y)],
    grid: () => [Math.ceil(cols / 256), 1, 1],
  });
}
