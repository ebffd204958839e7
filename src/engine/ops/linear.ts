import { inputLoader, weightLoader } from '../gpu/loaders';
import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { recordRmsnorm } from './rmsnorm';
import { hasShape, isTensor, requireShape } from './shape';

export function linearShape({ x, w, b, y, act, residual, norm }: OpArgs<'linear'>) {
  const [rows, inner, cols] = [x.rows, x.cols, y.cols];
  const gated = act === 'swiglu';
  const matrix = hasShape(w, gated ? 2 * cols : cols, inner) && (w.dtype === 'f32' || inner % 2 === 0);
  const added = !residual || (isTensor(residual, rows, cols) && residual !== x);
  const vectors = (!b || hasShape(b, cols)) && (!norm || hasShape(norm, inner));
  const fits = matrix && added && vectors && y.rows === rows && x !== y && !(gated && (b || residual));
  const rule = gated ? 'x [M, K], w [2N, K], y [M, N]' : 'x [M, K], w [N, K], b [N], y, residual [M, N]';
  requireShape('linear', fits, `${rule}, norm [K]`, x, w, b, y, residual, norm);
  return { rows, inner, cols, gated };
}

/** Threads of a workgroup along each side of its tile; each makes 4 x 4 lines. */
export const TILE_THREADS = 8;
export const TILE_SIDE = 4 * TILE_THREADS;

/** Bits of the shaders' `epilogue`. */
const BIAS = 1;
const GELU = 2;
const RESIDUAL = 4;
const IN_PLACE = 8;

export function recordLinear(r: Recorder, o: OpArgs<'linear'>): void {
  const { rows, inner, cols, gated } = linearShape(o);
  if (o.norm && rows > 1) {
    // A pass of its own: in every tile of a product it would be done again.
    const x = r.shared('normed', rows, inner);
    recordRmsnorm(r, { x: o.x, w: o.norm, y: x });
    recordLinear(r, { ...o, x, norm: undefined });
    return;
  }
  const inPlace = o.residual === o.y;
  const added = o.residual ? RESIDUAL : 0;
  const epilogue = (o.b ? BIAS : 0) | (o.act === 'gelu' ? GELU : 0) | (inPlace ? IN_PLACE : added);
  const lines = gated ? 2 * cols : cols;
  const defines = {
    x: inputLoader(inner),
    w: weightLoader(o.w, inner),
    y: gated ? 'f32' : inputLoader(cols),
  };
  const u32 = [inner, cols, epilogue, gated ? 1 : 0];
  const buffers = [read(o.x), read(o.w), read(o.b), read(inPlace ? null : o.residual), write(o.y)];
  if (rows === 1) {
    const lanes = vectorLanes(r, inner);
    r.dispatch({
      shader: 'linearVector',
      defines: { ...defines, sum: 'vec4f' },
      constants: { LANES: lanes, NORM: o.norm ? 1 : 0 },
      u32,
      buffers: [...buffers, read(o.norm)],
      grid: () => [Math.ceil((lines * lanes) / 256), 1, 1],
    });
    return;
  }
  r.dispatch({
    shader: 'linear',
    defines: { ...defines, tile: r.variants.tile },
    constants: { THREADS_M: TILE_THREADS, THREADS_N: TILE_THREADS },
    rows: r.rowsOf(o.x),
    u32,
    buffers,
    grid: (m) => [Math.ceil(lines / TILE_SIDE), Math.ceil(m / TILE_SIDE), 1],
  });
}

/** Threads that share four lines of a matrix-vector product: each has some two quads of the row to sum. */
export function vectorLanes(r: Recorder, inner: number): number {
  if (!r.variants.lanes) return 1;
  return inner >= 512 ? 64 : inner >= 256 ? 32 : 16;
}
