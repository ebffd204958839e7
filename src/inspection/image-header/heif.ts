import type { Size } from '../box';
import type { Bytes } from './bytes';

const AVIF = ['avif', 'avis'];
const HEIC = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** AVIF and HEIC share a container; the brands say which one it is. */
export function heifType(bytes: Bytes): 'avif' | 'heic' | null {
  if (bytes.text(4, 4) !== 'ftyp') return null;
  const end = Math.min(bytes.u32(0), 128, bytes.length);
  const brands = [bytes.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.text(at, 4));
  if (brands.some((brand) => AVIF.includes(brand))) return 'avif';
  if (brands.some((brand) => HEIC.includes(brand))) return 'heic';
  return null;
}

/** The largest `ispe` of meta / iprp / ipco: thumbnails and tiles have smaller ones. */
export function heifSize(bytes: Bytes): Size | null {
  let best: Size | null = null;
  for (const meta of boxes(bytes, 0, bytes.length, 'meta'))
    for (const iprp of boxes(bytes, meta.from + 4, meta.to, 'iprp'))
      for (const ipco of boxes(bytes, iprp.from, iprp.to, 'ipco'))
        for (const ispe of boxes(bytes, ipco.from, ipco.to, 'ispe')) {
          if (!bytes.has(ispe.from, 12)) continue;
          const size = { width: bytes.u32(ispe.from + 4), height: bytes.u32(ispe.from + 8) };
          if (!best || size.width * size.height > best.width * best.height) best = size;
        }
  return best;
}

function* boxes(
  bytes: Bytes,
  from: number,
  to: number,
  type: string,
): Generator<{ from: number; to: number }> {
  let at = from;
  while (at + 8 <= to && bytes.has(at, 8)) {
    const length = bytes.u32(at);
    // 0: to the end. 1: a 64-bit length, of which files we take never need the upper half.
    const header = length === 1 ? 16 : 8;
    const end = length === 0 ? to : at + (length === 1 ? bytes.u32(at + 12) : length);
    if (end < at + header) return;
    if (bytes.text(at + 4, 4) === type) yield { from: at + header, to: Math.min(end, to) };
    at = end;
  }
}
