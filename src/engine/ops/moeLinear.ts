import type { Recorder } from '../gpu/recorder';
import { inputLoader, weightLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import { vectorLanes } from './linear';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function moeLinearShape({ x, w, ids, y, perSlot }: OpArgs<'moeLinear'>) {
  const [rows, inner, cols] = [ids.rows, x.cols, y.cols];
  const slots = isTensor(ids, rows, 2) && y.rows === 2 * rows && x.rows === (perSlot ? 2 * rows : rows);
  const paired = w.dtype === 'f32' || inner % 2 === 0;
  const fits = slots && paired && hasShape(w, w.shape[0], cols, inner) && x !== y;
  const height = perSlot ? '2M' : 'M';
  requireShape('moeLinear', fits, `x [${height}, K], w [E, N, K], ids [M, 2], y [2M, N]`, x, w, ids, y);
  return { rows, inner, cols, experts: w.shape[0] };
}

/** Threads of a workgroup along each side of its tile; each makes 4 x 4 outputs. */
const THREADS = 8;

export function recordMoeLinear(r: Recorder, o: OpArgs<'moeLinear'>): void {
  const { rows, inner, cols, experts } = moeLinearShape(o);
  const shared = {
    defines: { x: inputLoader(inner), w: weightLoader(o.w, inner) },
    buffers: [read(o.x), read(o.w), read(o.ids), write(o.y)],
  };
  const perSlot = o.perSlot ? 1 : 0;
  if (rows === 1) {
    const lanes = vectorLanes(inner);
    r.dispatch({
      ...shared,
      shader: 'moeLinearVector',
      constants: { PER_SLOT: perSlot, LANES: lanes },
      u32: [inner, cols],
      grid: () => [Math.ceil((cols * lanes) / 64), 2, 1],
    });
    return;
  }
  const { fixed, slots } = r.rowsOf(o.ids);
  r.dispatch({
    ...shared,
    shader: 'moeLinear',
    constants: { PER_SLOT: perSlot, THREADS_M: THREADS, THREADS_N: THREADS },
    rows: { fixed: 2 * fixed, slots: 2 * slots },
    u32: [inner, cols],
    // All slots may have chosen one expert: workgroups without slots of theirs return at once.
    grid: (m) => [Math.ceil(cols / (4 * THREADS)), Math.ceil(m / (4 * THREADS)), experts],
  });
}
