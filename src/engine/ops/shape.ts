import { EngineError } from '../errors';
import type { Tensor, Weight } from './backend';

/** Throws EngineError 'internal' naming the op and its operands unless `ok`: a wrong shape is a bug of the model code. */
export function requireShape(
  op: string,
  ok: boolean,
  rule: string,
  ...operands: (Tensor | Weight | undefined)[]
): void {
  if (ok) return;
  const shown = operands.filter((operand) => operand !== undefined).map(show);
  throw new EngineError('internal', `${op}: expected ${rule}; got ${shown.join(', ')}`, { op });
}

/** `name [rows, cols]`, for messages. */
export function show(operand: Tensor | Weight): string {
  const shape = 'shape' in operand ? operand.shape : [operand.rows, operand.cols];
  return `${operand.name} [${shape.join(', ')}]`;
}

/** True if the parameter has exactly this shape. */
export function hasShape(w: Weight, ...shape: number[]): boolean {
  return w.shape.length === shape.length && w.shape.every((size, i) => size === shape[i]);
}

/** True if the tensor has exactly this shape. */
export function isTensor(t: Tensor, rows: number, cols: number): boolean {
  return t.rows === rows && t.cols === cols;
}
