import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function layernormShape({ x, w, b, y }: OpArgs<'layernorm'>) {
  const fits = isTensor(y, x.rows, x.cols) && hasShape(w, x.cols) && hasShape(b, x.cols) && x !== y;
  requireShape('layernorm', fits, 'x, y [M, C], w, b [C], x not y', x, w, b, y);
  return { rows: x.rows, cols: x.cols };
}
