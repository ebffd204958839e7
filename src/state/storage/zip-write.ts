import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { StorageError } from './storage-error';

/** Plain zip, without zip64: 4 GiB and 65,535 files. What the headers need is left free. */
const MAX_ARCHIVE = 2 ** 32 - 2 ** 26;
export const MAX_FILES = 65_000;

/** Bytes gathered before they go into a Blob, which the browser may keep on disk. */
const PART = 8 * 1024 * 1024;
/** Deflating this much takes some milliseconds; between two such pieces the page gets its turn. */
const PIECE = 512 * 1024;

/**
 * Writes a zip file bit by bit. fflate's classes run where they are called: its asynchronous functions start
 * workers from blob: URLs, which the page's Content-Security-Policy forbids.
 */
export class ZipWriter {
  private readonly parts: Blob[] = [];
  private gathered: Uint8Array<ArrayBuffer>[] = [];
  private size = 0;
  private total = 0;
  private files = 0;
  private failed: Error | null = null;

  private readonly zip = new Zip((error, chunk) => {
    if (error) this.failed = error;
    else this.take(chunk as Uint8Array<ArrayBuffer>);
  });

  constructor(private readonly modified: number) {}

  /** @throws StorageError 'backup-too-large' */
  async add(name: string, data: Uint8Array, how: 'deflate' | 'store'): Promise<void> {
    if (++this.files > MAX_FILES || this.total + data.length > MAX_ARCHIVE) {
      throw new StorageError('backup-too-large', `the archive ends before ${name}`, { file: name });
    }
    const file = how === 'deflate' ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    file.mtime = this.modified;
    this.zip.add(file);
    for (let start = 0; start < data.length; start += PIECE) {
      file.push(data.subarray(start, start + PIECE), start + PIECE >= data.length);
      if (this.failed) throw this.failed;
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (data.length === 0) file.push(data, true);
  }

  finish(): Blob {
    this.zip.end();
    if (this.failed) throw this.failed;
    return new Blob([...this.parts, ...this.gathered], { type: 'application/zip' });
  }

  private take(chunk: Uint8Array<ArrayBuffer>): void {
    this.gathered.push(chunk);
    this.size += chunk.length;
    this.total += chunk.length;
    if (this.size < PART) return;
    this.parts.push(new Blob(this.gathered));
    [this.gathered, this.size] = [[], 0];
  }
}
