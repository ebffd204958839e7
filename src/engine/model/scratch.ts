/** Activations that live only inside one block, so that all blocks share them. */
import type { Backend, Tensor } from '../ops/backend';

export interface Scratch {
  /**
   * The tensor of this role and size, made on first use. Two that are in use at the same time
   * need different roles.
   */
  get(role: string, rows: number, cols: number): Tensor;
}

export function createScratch(backend: Backend): Scratch {
  const made = new Map<string, Tensor>();
  return {
    get(role, rows, cols) {
      const key = `scratch.${role}.${rows}x${cols}`;
      const tensor = made.get(key) ?? backend.tensor(key, rows, cols);
      made.set(key, tensor);
      return tensor;
    },
  };
}
