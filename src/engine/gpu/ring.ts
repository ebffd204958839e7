import { EngineError } from '../errors';
import type { ReadbackRing, Tensor } from '../ops/backend';
import { MAP_READ, USAGE } from './flags';
import { bufferOf, createBuffer } from './storage';

/** One staging buffer and what was last read from it. */
interface Slot {
  buffer: GPUBuffer;
  values: Float32Array[];
  mapped: Promise<undefined> | undefined;
}

/**
 * Staging buffers used in turn. `Program.run` copies into the next one within its own submit and asks for it to be mapped;
 * `next` waits for the oldest. The queue never waits: the caller may be `slots` runs ahead of what it has read.
 */
export class GpuRing implements ReadbackRing {
  private readonly ring: Slot[];
  private captured = 0;
  private issued = 0; // handed out by next
  private taken = 0; // and read: the slot is free again

  constructor(
    device: GPUDevice,
    private readonly label: string,
    private readonly tensors: readonly Tensor[],
    readonly slots: number,
    private readonly fault: () => EngineError | undefined,
  ) {
    const bytes = tensors.reduce((sum, t) => sum + t.rows * t.cols * 4, 0);
    this.ring = Array.from({ length: slots }, (_, i) => ({
      buffer: createBuffer(device, `${label}.${i}`, bytes, USAGE.mapRead | USAGE.copyDst),
      values: tensors.map((t) => new Float32Array(t.rows * t.cols)),
      mapped: undefined,
    }));
  }

  get pending(): number {
    return this.captured - this.taken;
  }

  /** Encodes the copies of a capture. To be followed by `submitted`. */
  copyInto(encoder: GPUCommandEncoder): void {
    if (this.pending === this.slots)
      throw new EngineError('internal', `${this.label}: no free readback slot`);
    const { buffer } = this.ring[this.captured % this.slots];
    let offset = 0;
    for (const t of this.tensors) {
      encoder.copyBufferToBuffer(bufferOf(t), 0, buffer, offset, t.rows * t.cols * 4);
      offset += t.rows * t.cols * 4;
    }
  }

  submitted(): void {
    const slot = this.ring[this.captured % this.slots];
    slot.mapped = slot.buffer.mapAsync(MAP_READ);
    slot.mapped.catch(() => undefined); // reported by next
    this.captured++;
  }

  async next(): Promise<readonly Float32Array[]> {
    if (this.issued === this.captured) throw new EngineError('internal', `${this.label}: nothing captured`);
    const slot = this.ring[this.issued++ % this.slots];
    try {
      await slot.mapped;
    } catch (cause) {
      throw this.fault() ?? new EngineError('device-lost', `${this.label}: readback failed`, {}, { cause });
    }
    const mapped = slot.buffer.getMappedRange();
    let offset = 0;
    for (const values of slot.values) {
      values.set(new Float32Array(mapped, offset, values.length));
      offset += values.byteLength;
    }
    slot.buffer.unmap();
    this.taken++;
    const fault = this.fault();
    if (fault) throw fault;
    return slot.values;
  }

  async drain(): Promise<void> {
    while (this.issued < this.captured) await this.next();
  }

  destroy(): void {
    for (const { buffer } of this.ring) buffer.destroy();
  }
}
