import { EngineError } from '../errors';
import type { Tensor, Weight } from '../ops/backend';
import { USAGE } from './flags';

/** An activation in its own buffer, f32, padded to whole vec4s. */
export class GpuTensor implements Tensor {
  readonly buffer: GPUBuffer;
  constructor(
    device: GPUDevice,
    readonly name: string,
    readonly rows: number,
    readonly cols: number,
  ) {
    const usage = USAGE.storage | USAGE.copySrc | USAGE.copyDst;
    this.buffer = createBuffer(device, name, rows * cols * 4, usage);
  }
}

/** A parameter in its own buffer; f16 values lie two a word, low half first. */
export class GpuWeight implements Weight {
  readonly dtype: 'f32' | 'f16';
  readonly buffer: GPUBuffer;
  constructor(
    device: GPUDevice,
    readonly name: string,
    readonly shape: readonly number[],
    data: Float32Array | Uint16Array,
  ) {
    const size = shape.reduce((a, b) => a * b, 1);
    if (size !== data.length) {
      throw new EngineError(
        'weights-format',
        `${name}: shape [${shape.join(', ')}] but ${data.length} values`,
      );
    }
    this.dtype = data instanceof Uint16Array ? 'f16' : 'f32';
    this.buffer = createBuffer(device, name, data.byteLength, USAGE.storage | USAGE.copyDst);
    device.queue.writeBuffer(this.buffer, 0, wholeWords(data));
  }
}

/** The same data in whole u32 words, as writeBuffer needs it: an odd number of halves is padded by one. */
function wholeWords(data: Float32Array | Uint16Array): GPUAllowSharedBufferSource {
  if (data.byteLength % 4 === 0) return data as GPUAllowSharedBufferSource;
  const padded = new Uint16Array(data.length + 1);
  padded.set(data);
  return padded;
}

/** @throws EngineError 'limits' if a binding of this device cannot hold `bytes`, 'out-of-memory' if it has no room */
export function createBuffer(device: GPUDevice, label: string, bytes: number, usage: number): GPUBuffer {
  const most = device.limits.maxStorageBufferBindingSize;
  if (bytes > most) throw new EngineError('limits', `${label} needs ${bytes} bytes`, { bytes, most });
  try {
    return device.createBuffer({ label, size: Math.max(16, Math.ceil(bytes / 16) * 16), usage });
  } catch (cause) {
    throw new EngineError('out-of-memory', `no room for ${label}`, { bytes }, { cause });
  }
}

/** The buffer behind a tensor or weight of this backend. */
export function bufferOf(operand: Tensor | Weight): GPUBuffer {
  if (operand instanceof GpuTensor || operand instanceof GpuWeight) return operand.buffer;
  throw new EngineError('internal', `${operand.name} belongs to another backend`);
}
