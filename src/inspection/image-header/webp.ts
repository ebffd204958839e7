import type { Size } from '../box';
import type { Bytes } from './bytes';

/** Lossy (VP8), lossless (VP8L) and extended (VP8X) files keep their size in three different places. */
export function webpSize(bytes: Bytes): Size | null {
  if (!bytes.has(0, 30)) return null;
  switch (bytes.text(12, 4)) {
    case 'VP8 ':
      if (bytes.u24(23) !== 0x9d012a) return null;
      return { width: bytes.u16(26, true) & 0x3fff, height: bytes.u16(28, true) & 0x3fff };
    case 'VP8L': {
      if (bytes.u8(20) !== 0x2f) return null;
      const bits = bytes.u32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.u24(24, true) + 1, height: bytes.u24(27, true) + 1 };
    default:
      return null;
  }
}
