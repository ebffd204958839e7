import { toHalf } from '../half';
import type { Backend, Tensor, Weight } from '../ops/backend';
import { STATE, STATE_WORDS } from '../ops/backend';
import { Random } from './random-numbers';

/** What a case left to compare: all values close, unless some columns (or all) must be equal. */
export interface Checked {
  tensor: Tensor;
  exact: boolean | readonly number[];
}

/** Written to outputs before a run: a kernel that leaves a cell out is found by it. */
export type Poison = number;

/** A backend as a case sees it: tensors and weights filled from one seeded stream, so that both backends get the same. */
export class Bench {
  readonly random: Random;
  readonly checked: Checked[] = [];
  private count = 0;

  constructor(
    readonly backend: Backend,
    seed: number,
    private readonly poison: Poison,
  ) {
    this.random = new Random(seed);
  }

  /** A tensor of normal numbers, or of the given values. */
  input(rows: number, cols: number, values?: ArrayLike<number>): Tensor {
    const tensor = this.backend.tensor(`input${this.count++}`, rows, cols);
    this.backend.write(tensor, values ? Float32Array.from(values) : this.random.normals(rows * cols));
    return tensor;
  }

  /** A poisoned tensor that will be compared. */
  output(rows: number, cols: number, exact: Checked['exact'] = false): Tensor {
    const tensor = this.input(rows, cols, new Float32Array(rows * cols).fill(this.poison));
    this.checked.push({ tensor, exact });
    return tensor;
  }

  /** An input that the op changes and that will be compared. */
  inout(rows: number, cols: number, values?: ArrayLike<number>): Tensor {
    const tensor = this.input(rows, cols, values);
    this.checked.push({ tensor, exact: false });
    return tensor;
  }

  /** A parameter of normal numbers over sqrt(columns), or of the given values. */
  weight(shape: readonly number[], dtype: 'f32' | 'f16' = 'f32', values?: ArrayLike<number>): Weight {
    const size = shape.reduce((a, b) => a * b, 1);
    const scale = 1 / Math.sqrt(shape.length > 1 ? shape[shape.length - 1] : 1);
    const data = values ? Float32Array.from(values) : this.random.normals(size, scale);
    const stored = dtype === 'f16' ? Uint16Array.from(data, toHalf) : data;
    return this.backend.weight(`weight${this.count++}`, shape, stored);
  }

  /** The generation state, compared exactly. */
  state(fields: Partial<Record<keyof typeof STATE, number>>): Tensor {
    const words = new Float32Array(STATE_WORDS);
    for (const [field, value] of Object.entries(fields)) words[STATE[field as keyof typeof STATE]] = value;
    const tensor = this.input(1, STATE_WORDS, words);
    this.checked.push({ tensor, exact: true });
    return tensor;
  }
}
