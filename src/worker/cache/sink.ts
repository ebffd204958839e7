import type { Part } from './folder';

/** A file growing in memory and on the device. When the device fails, it goes on in memory alone. */
export class Sink {
  length = 0;
  /** More came than the file may have; what is over is counted, not held. */
  overflows = false;
  private readonly bytes: Uint8Array<ArrayBuffer>;

  /** Takes up what `part` holds already. @param onLost the device failed; called at most once */
  constructor(
    size: number,
    private part: Part | null,
    private readonly onLost: (error: unknown) => void,
  ) {
    this.bytes = new Uint8Array(size);
    this.onDevice((begun) => {
      if (begun.size > size) return begun.clear();
      begun.read(this.bytes);
      this.length = begun.size;
    });
  }

  /** What came; a copy only when it is not as long as it should be. */
  get data(): ArrayBuffer {
    if (this.length === this.bytes.byteLength) return this.bytes.buffer;
    return this.length < this.bytes.byteLength
      ? this.bytes.buffer.slice(0, this.length)
      : new ArrayBuffer(this.length);
  }

  append(chunk: Uint8Array<ArrayBuffer>): void {
    const room = this.bytes.byteLength - this.length;
    this.overflows ||= chunk.byteLength > room;
    if (!this.overflows) {
      this.bytes.set(chunk, this.length);
      this.onDevice((part) => part.append(chunk));
    }
    this.length += chunk.byteLength;
  }

  clear(): void {
    this.length = 0;
    this.overflows = false;
    this.onDevice((part) => part.clear());
  }

  /** @returns whether the file is on the device now */
  async keep(): Promise<boolean> {
    const part = this.part;
    if (!part) return false;
    try {
      await part.keep(this.bytes.buffer);
      return true;
    } catch (error) {
      this.lose(part, error);
      return false;
    }
  }

  close(): void {
    this.part?.close();
    this.part = null;
  }

  private onDevice(work: (part: Part) => void): void {
    if (!this.part) return;
    try {
      work(this.part);
    } catch (error) {
      this.lose(this.part, error);
    }
  }

  private lose(part: Part, error: unknown): void {
    this.part = null;
    try {
      part.clear(); // gives its room back
    } catch {
      // closed already, or the device is beyond that
    }
    part.close();
    this.onLost(error);
  }
}
