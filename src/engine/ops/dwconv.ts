import type { OpArgs } from './backend';
import { hasShape, isTensor, requireShape } from './shape';

export function dwconvShape({ x, w, b, y, height, width, kernel }: OpArgs<'dwconv'>) {
  const channels = x.cols;
  const maps = isTensor(x, height * width, channels) && isTensor(y, x.rows, channels) && x !== y;
  const fits = maps && kernel % 2 === 1 && hasShape(w, kernel * kernel, channels) && hasShape(b, channels);
  requireShape('dwconv', fits, `x, y [${height}*${width}, C], w [${kernel}^2, C], b [C]`, x, w, b, y);
  return { channels };
}
