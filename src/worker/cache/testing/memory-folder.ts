import type { KeptFolder, Part } from '../folder';

/** A folder in memory that fails on demand. `room` is in bytes, over everything in it. */
export class MemoryFolder implements KeptFolder {
  readonly kind = 'opfs';
  readonly whole = new Map<string, ArrayBuffer>();
  readonly begun = new Map<string, Uint8Array<ArrayBuffer>>();
  room = Infinity;
  private readonly writing = new Set<string>();

  read(key: string): Promise<ArrayBuffer | null> {
    return Promise.resolve(this.whole.get(key)?.slice(0) ?? null);
  }

  begin(key: string): Promise<Part> {
    if (this.writing.has(key))
      return Promise.reject(new DOMException('locked', 'NoModificationAllowedError'));
    this.writing.add(key);
    if (!this.begun.has(key)) this.begun.set(key, new Uint8Array());
    return Promise.resolve(this.partOf(key));
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...new Set([...this.whole.keys(), ...this.begun.keys()])]);
  }

  remove(key: string): Promise<void> {
    this.whole.delete(key);
    this.begun.delete(key);
    return Promise.resolve();
  }

  private partOf(key: string): Part {
    const bytes = () => this.begun.get(key) ?? new Uint8Array();
    const used = () => [...this.whole.values(), ...this.begun.values()].reduce((n, b) => n + b.byteLength, 0);
    return {
      get size() {
        return bytes().byteLength;
      },
      read: (into) => into.set(bytes()),
      append: (more) => {
        if (used() + more.byteLength > this.room) throw new DOMException('no room', 'QuotaExceededError');
        const longer = new Uint8Array(bytes().byteLength + more.byteLength);
        longer.set(bytes());
        longer.set(more, bytes().byteLength);
        this.begun.set(key, longer);
      },
      clear: () => void this.begun.set(key, new Uint8Array()),
      keep: () => {
        this.whole.set(key, bytes().buffer);
        this.begun.delete(key);
        return Promise.resolve();
      },
      close: () => void this.writing.delete(key),
    };
  }
}
