import { Inflate } from 'fflate';
import { StorageError } from './storage-error';

/** One file of an archive, as its central directory has it. */
export interface ZipEntry {
  name: string;
  method: number;
  compressed: number;
  size: number;
  /** Of its local header. */
  offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record, and the longest comment that may follow it. */
const END_BYTES = 22;
const MAX_TAIL = END_BYTES + 0xffff;

const broken = (message: string, file?: string) => new StorageError('backup-format', message, { file });

const bytesOf = async (blob: Blob, start: number, end: number) =>
  new DataView(await blob.slice(start, end).arrayBuffer());

/**
 * Lists an archive by its central directory. Reading front to back would have to guess where a stored photo
 * ends: its bytes may look like the next header.
 * @throws StorageError 'backup-format'
 */
export async function readDirectory(archive: Blob): Promise<ZipEntry[]> {
  const tail = await bytesOf(archive, Math.max(0, archive.size - MAX_TAIL), archive.size);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) throw broken('no zip archive, or one cut short');
  const count = tail.getUint16(at + 10, true);
  const [length, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (start + length > archive.size) throw broken('the directory lies outside the archive');
  const directory = await bytesOf(archive, start, start + length);
  const entries: ZipEntry[] = [];
  for (let pos = 0; entries.length < count;) {
    if (pos + 46 > length || directory.getUint32(pos, true) !== CENTRAL)
      throw broken('the directory is damaged');
    const nameLength = directory.getUint16(pos + 28, true);
    const next =
      pos + 46 + nameLength + directory.getUint16(pos + 30, true) + directory.getUint16(pos + 32, true);
    if (next > length) throw broken('the directory is damaged');
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(directory.buffer, pos + 46, nameLength)),
      method: directory.getUint16(pos + 10, true),
      compressed: directory.getUint32(pos + 20, true),
      size: directory.getUint32(pos + 24, true),
      offset: directory.getUint32(pos + 42, true),
    });
    pos = next;
  }
  return entries;
}

/**
 * One file's bytes. Stops at the size the directory states, however much the data would inflate to.
 * @throws StorageError 'backup-format'
 */
export async function readEntry(
  archive: Blob,
  entry: ZipEntry,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, offset, compressed, size, method } = entry;
  if (size > limit) throw broken(`${name} is larger than ${limit} bytes`, name);
  const header = await bytesOf(archive, offset, offset + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL)
    throw broken(`${name} has no header`, name);
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const data = new Uint8Array(await archive.slice(start, start + compressed).arrayBuffer());
  if (data.length !== compressed) throw broken(`${name} is cut short`, name);
  if (method === 0 && compressed === size) return data;
  if (method !== 8) throw broken(`${name} is packed in an unknown way`, name);
  return inflate(data, size, name);
}

function inflate(data: Uint8Array, size: number, name: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let filled = 0;
  const inflator = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw broken(`${name} is longer than the archive says`, name);
    out.set(chunk, filled);
    filled += chunk.length;
  });
  const PIECE = 64 * 1024; // so that what a bomb inflates to is seen early
  try {
    for (let pos = 0; pos < data.length; pos += PIECE) {
      inflator.push(data.subarray(pos, pos + PIECE), pos + PIECE >= data.length);
    }
  } catch (thrown) {
    if (thrown instanceof StorageError) throw thrown;
    throw broken(`${name} cannot be unpacked`, name);
  }
  if (filled !== size) throw broken(`${name} is cut short`, name);
  return out;
}
