import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function patchifyShape({ x, y, height, width, patch }: OpArgs<'patchify'>) {
  const whole = height % patch === 0 && width % patch === 0;
  const fits = x.rows === height * width && isTensor(y, x.rows / (patch * patch), patch * patch * x.cols);
  requireShape('patchify', whole && fits, `x [${height}*${width}, C], y [H*W/p^2, p^2*C], p ${patch}`, x, y);
  return { channels: x.cols };
}
