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
