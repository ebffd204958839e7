import { EngineError } from '../errors';
import { fromHalf } from '../half';
import type { Tensor, Weight } from '../ops/backend';

/** An activation held in f64. */
export class CpuTensor implements Tensor {
  readonly data: Float64Array;
  constructor(
    readonly name: string,
    readonly rows: number,
    readonly cols: number,
  ) {
    this.data = new Float64Array(rows * cols);
  }
}

/** A parameter held in f64; f16 data is widened exactly. */
export class CpuWeight implements Weight {
  readonly dtype: 'f32' | 'f16';
  readonly data: Float64Array;
  constructor(
    readonly name: string,
    readonly shape: readonly number[],
    data: Float32Array | Uint16Array,
  ) {
    this.dtype = data instanceof Uint16Array ? 'f16' : 'f32';
    this.data = data instanceof Uint16Array ? Float64Array.from(data, fromHalf) : Float64Array.from(data);
    const size = shape.reduce((a, b) => a * b, 1);
    if (size !== data.length) {
      throw new EngineError(
        'weights-format',
        `${name}: shape [${shape.join(', ')}] but ${data.length} values`,
      );
    }
  }
}

/** The values behind a tensor or weight of this backend. */
export function valuesOf(operand: Tensor | Weight): Float64Array {
  if (operand instanceof CpuTensor || operand instanceof CpuWeight) return operand.data;
  throw new EngineError('internal', `${operand.name} belongs to another backend`);
}
