import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { FormatError } from './formats/errors';
import { LIMITS } from './formats/limits';
import type { Files } from './formats/types';

/** The earliest time a zip can say. fflate reads it in local time, so it is the same everywhere. */
const MTIME = new Date(1980, 0, 1);
/** These are compressed already. */
const PACKED = /\.(jpe?g|png|webp|avif|heic|gif|zip|safetensors)$/i;

/** Packs files, by path; the same files give the same bytes, whatever their order. */
export function pack(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path)!;
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    entries[path] = [bytes, { level: PACKED.test(path) ? 0 : 6, mtime: MTIME }];
  }
  return zipSync(entries);
}

/**
 * Unpacks an archive that may come from anyone: bounded in number and size of files before anything is
 * inflated. Paths are keys and nothing else; one that points outside is an error, folders and what a Mac adds
 * are passed over.
 * @param wanted which paths to unpack; the others cost nothing
 */
export function unpack(
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
): Map<string, Uint8Array> {
  const seen = new Set<string>();
  let total = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        checkPath(name, seen);
        if (seen.size > LIMITS.files)
          throw new FormatError('too-many', { what: 'files', limit: LIMITS.files });
        if (/\/$|^__MACOSX\/|(^|\/)\.DS_Store$/.test(name) || !wanted(name)) return false;
        total += Math.max(size, originalSize);
        if (!(total <= LIMITS.unpacked))
          throw new FormatError('too-large', { size: total, limit: LIMITS.unpacked });
        return true;
      },
    });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError('not-zip');
  }
  return new Map(Object.entries(unpacked));
}

function checkPath(path: string, seen: Set<string>): void {
  const parts = path.split(/[/\\]/);
  const odd = path === '' || path.includes('\0') || /^([/\\]|[A-Za-z]:)/.test(path) || path === '__proto__';
  if (odd || parts.includes('..') || seen.has(path)) throw new FormatError('zip-path', { name: path });
  seen.add(path);
}

/** The texts of an annotation archive; photos and whatever else is in there are not even inflated. */
export function unpackTexts(bytes: Uint8Array): Files {
  const texts = new Map<string, string>();
  for (const [path, content] of unpack(bytes, (name) => /\.(txt|xml|json|ya?ml|csv)$/i.test(name)))
    texts.set(path, utf8(content, path));
  return texts;
}

export function utf8(bytes: Uint8Array, name: string): string {
  if (bytes.length > LIMITS.text)
    throw new FormatError('too-large', { size: bytes.length, limit: LIMITS.text });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError('not-utf8', { name });
  }
}
