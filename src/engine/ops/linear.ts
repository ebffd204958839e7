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
const THREADS = 8;

export function recordLinear(r: Recorder, o: OpArgs<'linear'>): void {
  const { rows, inner, cols } = linearShape(o);
  const inPlace = o.residual === o.y;
  const shared = {
    defines: { x: inputLoader(inner), w: weightLoader(o.w, inner) },
    buffers: [read(o.x), read(o.w), read(o.b), read(inPlace ? null : o.residual), write(o.y)],
  };
  const constants = {
    BIAS: o.b ? 1 : 0,
    GELU: o.act === 'gelu' ? 1 : 0,
    RESIDUAL: inPlace ? 2 : o.residual ? 1 : 0,
  };
  if (rows === 1) {
    const lanes = vectorLanes(inner);
    r.dispatch({
      ...shared,
      shader: 'linearVector',
      constants: { ...constants, LANES: lanes },
      u32: [inner, cols],
      grid: () => [Math.ceil((cols * lanes) / 64), 1, 1],
    });
    return;
  }
  r.dispatch({
    ...shared,
    shader: 'linear',
    constants: { ...constants, THREADS_M: THREADS, THREADS_N: THREADS },
    rows: r.rowsOf(o.x),
    u32: [inner, cols],
    grid: (m) => [Math.ceil(cols / (4 * THREADS)), Math.ceil(m / (4 * THREADS)), 1],
  });
}

/** Threads that share one output of a matrix-vector product: each should have a few quads of the row to sum. */
export function vectorLanes(inner: number): number {
  return inner >= 512 ? 32 : inner >= 128 ? 16 : 8;
}
