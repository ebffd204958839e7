/** Reads numbers out of the first bytes of a file; outside of them, everything is 0 or empty, never an exception. */
export class Bytes {
  constructor(private readonly data: Uint8Array) {}

  get length(): number {
    return this.data.length;
  }

  has(offset: number, count: number): boolean {
    return offset >= 0 && offset + count <= this.data.length;
  }

  u8(offset: number): number {
    return offset >= 0 && offset < this.data.length ? this.data[offset] : 0;
  }

  u16(offset: number, little = false): number {
    const [a, b] = [this.u8(offset), this.u8(offset + 1)];
    return little ? b * 256 + a : a * 256 + b;
  }

  u24(offset: number, little = false): number {
    return little
      ? this.u16(offset, true) + this.u8(offset + 2) * 65536
      : this.u8(offset) * 65536 + this.u16(offset + 1);
  }

  u32(offset: number, little = false): number {
    return little
      ? this.u16(offset, true) + this.u16(offset + 2, true) * 65536
      : this.u16(offset) * 65536 + this.u16(offset + 2);
  }

  i32(offset: number, little = false): number {
    return this.u32(offset, little) | 0;
  }

  /** The bytes as Latin-1 text. */
  text(offset: number, count: number): string {
    let text = '';
    for (let i = 0; i < count && offset + i < this.data.length; i++)
      text += String.fromCharCode(this.u8(offset + i));
    return text;
  }
}
