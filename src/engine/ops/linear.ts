import type { Recorder } from '../gpu/recorder';
import { inputLoader, weightLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function linearShape({ x, w, b, y, residual }: OpArgs<'linear'>) {
  const [rows, inner, cols] = [x.rows, x.cols, y.cols];
  const fits = hasShape(w, cols, inner) && y.rows === rows && (!b || hasShape(b, cols)) && x !== y;
  const paired = w.dtype === 'f32' || inner % 2 === 0;
  const added = !residual || (isTensor(residual, rows, cols) && residual !== x);
  requireShape(
    'linear',
    fits && added && paired,
    'x [M, K], w [N, K], b [N], y, residual [M, N]',
    x,
    w,
    b,
    y,
    residual,
  );
  return { rows, inner, cols };
}

/** Threads of a workgroup along each side of its tile; each makes 4 x 4 outputs. */
export const TILE_THREADS = 8;
export const TILE_SIDE = 4 * TILE_THREADS;

/** Bits of the shaders' `epilogue`. */
const BIAS = 1;
const GELU = 2;
const RESIDUAL = 4;
const IN_PLACE = 8;

export function recordLinear(r: Recorder, o: OpArgs<'linear'>): void {
  const { rows, inner, cols } = linearShape(o);
  const inPlace = o.residual === o.y;
  const added = o.residual ? RESIDUAL : 0;
  const epilogue = (o.b ? BIAS : 0) | (o.act === 'gelu' ? GELU : 0) | (inPlace ? IN_PLACE : added);
  const loaders = { x: inputLoader(inner), w: weightLoader(o.w, inner) };
  const shared = {
    u32: [inner, cols, epilogue],
    buffers: [read(o.x), read(o.w), read(o.b), read(inPlace ? null : o.residual), write(o.y)],
  };
  if (rows === 1) {
    const lanes = vectorLanes(r, inner);
    r.dispatch({
      ...shared,
      shader: 'linearVector',
      defines: { ...loaders, y: inputLoader(cols), sum: 'vec4f' },
      constants: { LANES: lanes },
      grid: () => [Math.ceil((cols * lanes) / 256), 1, 1],
    });
    return;
  }
  r.dispatch({
    ...shared,
    shader: 'linear',
    defines: { ...loaders, y: inputLoader(cols), tile: r.variants.tile },
    constants: { THREADS_M: TILE_THREADS, THREADS_N: TILE_THREADS },
    rows: r.rowsOf(o.x),
    grid: (m) => [Math.ceil(cols / TILE_SIDE), Math.ceil(m / TILE_SIDE), 1],
  });
}

/** Threads that share four outputs of a matrix-vector product: each has some two quads of the row to sum. */
export function vectorLanes(r: Recorder, inner: number): number {
  if (!r.variants.lanes) return 1;
  if ((globalThis as never as { L: number }).L) return (globalThis as never as { L: number }).L;
  return inner >= 512 ? 64 : inner >= 256 ? 32 : 16;
}
