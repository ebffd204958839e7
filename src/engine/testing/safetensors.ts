/** Writing safetensors, for tests only. */
import type { DType } from '../weights/safetensors';

export interface TensorToWrite {
  name: string;
  dtype: DType;
  shape: readonly number[];
  bytes: Uint8Array;
}

export const f32 = (name: string, shape: number[], values: ArrayLike<number>): TensorToWrite => ({
  name,
  dtype: 'F32',
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

/** A file of a header (anything at all, for malformed ones) and raw data. */
export function rawSafetensors(header: string, data: Uint8Array, headerLength?: bigint): ArrayBuffer {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, headerLength ?? BigInt(json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  return file.buffer;
}

export function writeSafetensors(tensors: Iterable<TensorToWrite>): ArrayBuffer {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    parts.push(bytes);
    at += bytes.length;
  }
  const data = new Uint8Array(at);
  let to = 0;
  for (const part of parts) {
    data.set(part, to);
    to += part.length;
  }
  return rawSafetensors(JSON.stringify(header), data);
}
