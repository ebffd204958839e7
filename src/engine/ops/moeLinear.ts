import { inputLoader, weightLoader } from '../gpu/loaders';
import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { TILE_SIDE, TILE_THREADS, vectorLanes } from './linear';
import { recordMoeCombine } from './moeCombine';
import { recordMoeSort } from './moeSort';
import { hasShape, isTensor, requireShape } from './shape';

export function moeLinearShape({ x, w, ids, y, perSlot, act, combine }: OpArgs<'moeLinear'>) {
  const [rows, inner, cols, experts] = [ids.rows, x.cols, y.cols, w.shape[0]];
  const gated = act === 'swiglu';
  const matrix =
    hasShape(w, experts, gated ? 2 * cols : cols, inner) && (w.dtype === 'f32' || inner % 2 === 0);
  const slots = isTensor(ids, rows, 2) && x.rows === (perSlot ? 2 * rows : rows) && x !== y;
  const combined = !combine || (isTensor(combine.gates, rows, 2) && isTensor(combine.residual, rows, cols));
  const fits = !(gated && combine) && matrix && slots && combined && y.rows === (combine ? rows : 2 * rows);
  const rule = `x [${perSlot ? '2M' : 'M'}, K], w [E, ${gated ? '2N' : 'N'}, K], ids [M, 2], y [${combine ? 'M' : '2M'}, N]`;
  requireShape(
    'moeLinear',
    fits,
    `${rule}, gates [M, 2], residual [M, N]`,
    x,
    w,
    ids,
    y,
    combine?.gates,
    combine?.residual,
  );
  return { rows, inner, cols, experts, gated };
}

export function recordMoeLinear(r: Recorder, o: OpArgs<'moeLinear'>): void {
  const { rows, inner, cols, experts, gated } = moeLinearShape(o);
  if (rows === 1) {
    recordOneToken(r, o);
    return;
  }
  if (o.combine) {
    // A row's two slots lie in tiles of different experts: they are added up once both are done.
    const x = r.shared('slots', 2 * rows, cols);
    recordMoeLinear(r, { ...o, y: x, combine: undefined });
    recordMoeCombine(r, { x, y: o.y, ...o.combine });
    return;
  }
  const { tiles, order, tilesFor } = recordMoeSort(r, o.ids, experts);
  const lines = gated ? 2 * cols : cols;
  r.dispatch({
    shader: 'moeLinear',
    defines: { x: inputLoader(inner), w: weightLoader(o.w, inner), tile: r.variants.tile },
    constants: { THREADS_M: TILE_THREADS, THREADS_N: TILE_THREADS },
    rows: r.rowsOf(o.ids),
    u32: [inner, cols, o.perSlot ? 1 : 0, gated ? 1 : 0],
    buffers: [read(o.x), read(o.w), read(tiles), read(order), write(o.y)],
    // Tiles that no expert needed return at once.
    grid: (m) => [Math.ceil(lines / TILE_SIDE), tilesFor(m), 1],
  });
}

/** Matrix-vector products with the two chosen experts, and their sum where it is asked for. */
function recordOneToken(r: Recorder, o: OpArgs<'moeLinear'>): void {
  const { inner, cols, gated } = moeLinearShape(o);
  const { gates, residual, scale = 1 } = o.combine ?? {};
  const inPlace = residual === o.y;
  const combine = !o.combine ? 0 : inPlace ? 2 : 1;
  const lanes = vectorLanes(r, inner);
  r.dispatch({
    shader: 'moeLinearVector',
    defines: { x: inputLoader(inner), w: weightLoader(o.w, inner), sum: 'vec4f' },
    constants: { LANES: lanes },
    u32: [inner, cols, o.perSlot ? 1 : 0, gated ? 1 : 0, combine],
    f32: [scale],
    buffers: [read(o.x), read(o.w), read(o.ids), read(gates), write(o.y), read(inPlace ? null : residual)],
    grid: () => [Math.ceil(((gated ? 2 * cols : cols) * lanes) / 256), o.combine ? 1 : 2, 1],
  });
}
