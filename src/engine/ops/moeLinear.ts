import type { Recorder } from '../gpu/recorder';
import { inputLoader, weightLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import { TILE_SIDE, TILE_THREADS, vectorLanes } from './linear';
import type { OpArgs } from './backend';
import { recordMoeSort } from './moeSort';
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

export function recordMoeLinear(r: Recorder, o: OpArgs<'moeLinear'>): void {
  const { rows, inner, cols, experts } = moeLinearShape(o);
  const loaders = { x: inputLoader(inner), w: weightLoader(o.w, inner) };
  const u32 = [inner, cols, o.perSlot ? 1 : 0];
  if (rows === 1) {
    const lanes = vectorLanes(r, inner);
    r.dispatch({
      shader: 'moeLinearVector',
      defines: { ...loaders, sum: 'vec4f' },
      constants: { LANES: lanes },
      u32,
      buffers: [read(o.x), read(o.w), read(o.ids), write(o.y)],
      grid: () => [Math.ceil((cols * lanes) / 256), 2, 1],
    });
    return;
  }
  const { tiles, order, tilesFor } = recordMoeSort(r, o.ids, experts);
  r.dispatch({
    shader: 'moeLinear',
    defines: { ...loaders, tile: r.variants.tile },
    constants: { THREADS_M: TILE_THREADS, THREADS_N: TILE_THREADS },
    rows: r.rowsOf(o.ids),
    u32,
    buffers: [read(o.x), read(o.w), read(tiles), read(order), write(o.y)],
    // Tiles that no expert needed return at once.
    grid: (m) => [Math.ceil(cols / TILE_SIDE), tilesFor(m), 1],
  });
}
