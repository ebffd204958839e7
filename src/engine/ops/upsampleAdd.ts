import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function upsampleAddShape({ a, b, y, height, width }: OpArgs<'upsampleAdd'>) {
  const even = height % 2 === 0 && width % 2 === 0;
  const fits =
    isTensor(b, height * width, y.cols) && isTensor(y, b.rows, y.cols) && isTensor(a, y.rows / 4, y.cols);
  requireShape('upsampleAdd', even && fits && a !== y, `a [H*W/4, C], b, y [${height}*${width}, C]`, a, b, y);
  return { channels: y.cols };
}
