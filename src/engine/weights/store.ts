/** The tensors of one or more files by name, checked against the shape the model expects, as backend parameters. */
import { EngineError } from '../errors';
import { fromHalf } from '../half';
import type { Backend, Weight } from '../ops/backend';

import { readSafetensors, type StoredTensor } from './safetensors';

export class TensorStore {
  private readonly tensors = new Map<string, StoredTensor>();

  /** Adds a file's tensors. @throws EngineError 'weights-format' on a malformed file or a name already present */
  add(buffer: ArrayBuffer, file: string): void {
    for (const [name, tensor] of readSafetensors(buffer, file)) {
      if (this.tensors.has(name)) throw formatError(name, `is in two files, the second is ${file}`);
      this.tensors.set(name, tensor);
    }
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** Uploads a parameter. @throws EngineError 'weights-format' when missing, misshapen, not F16/F32, or not finite */
  upload(backend: Backend, name: string, shape: readonly number[]): Weight {
    return backend.weight(name, shape, this.data(name, shape));
  }

  /** A parameter for use on the CPU, widened to f32. Same errors as `upload`. */
  floats(name: string, shape: readonly number[]): Float32Array {
    const data = this.data(name, shape);
    return data instanceof Float32Array ? data : Float32Array.from(data, fromHalf);
  }

  private data(name: string, shape: readonly number[]): Float32Array | Uint16Array {
    const tensor = this.tensors.get(name);
    if (!tensor) throw formatError(name, 'is missing');
    if (tensor.shape.join() !== shape.join()) {
      throw formatError(
        name,
        `has shape [${tensor.shape.join(', ')}], the model needs [${shape.join(', ')}]`,
      );
    }
    // A copy: views into the file may start at an odd byte, and the file itself can then be dropped.
    const { buffer } = tensor.bytes.slice();
    if (tensor.dtype === 'F32') return finite(name, new Float32Array(buffer), isFiniteFloat);
    if (tensor.dtype === 'F16') return finite(name, new Uint16Array(buffer), isFiniteHalf);
    throw formatError(name, `is ${tensor.dtype}, the model needs F16 or F32`);
  }
}

const formatError = (name: string, why: string) =>
  new EngineError('weights-format', `tensor ${name} ${why}`, { tensor: name });

const isFiniteFloat = (value: number) => Number.isFinite(value);
const isFiniteHalf = (bits: number) => (bits & 0x7c00) !== 0x7c00;

/** One NaN would spread over every answer, unnoticed. */
function finite<T extends Float32Array | Uint16Array>(
  name: string,
  data: T,
  ok: (value: number) => boolean,
): T {
  for (let i = 0; i < data.length; i++)
    if (!ok(data[i])) throw formatError(name, `holds a value that is not finite at ${i}`);
  return data;
}
