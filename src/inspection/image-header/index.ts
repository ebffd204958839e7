import type { Size } from '../box';
import { Bytes } from './bytes';
import { heifSize, heifType } from './heif';
import { jpegOrientation, jpegSize } from './jpeg';
import { webpSize } from './webp';

export type ImageType = 'jpeg' | 'png' | 'webp' | 'bmp' | 'gif' | 'avif' | 'heic' | 'tiff';

export interface ImageHeader {
  type: ImageType;
  /** Upright size in pixels; null where the bytes end before it, or make no sense. */
  size: Size | null;
}

/**
 * Says from the first bytes of a file what image it is and how large, without decoding: the file's name and
 * declared type are not to be trusted, and decoding a picture that lies about its size can end the tab.
 * Returns null for anything that is not an image. Never throws.
 */
export function readImageHeader(data: Uint8Array): ImageHeader | null {
  const bytes = new Bytes(data);
  const type = typeOf(bytes);
  if (!type) return null;
  const size = sizeOf(type, bytes);
  return { type, size: size && size.width > 0 && size.height > 0 ? size : null };
}

/** EXIF orientation, 1..8, from the first bytes of a file; 1 for anything that does not say. */
export function readOrientation(data: Uint8Array): number {
  const bytes = new Bytes(data);
  return typeOf(bytes) === 'jpeg' ? jpegOrientation(bytes) : 1;
}

function typeOf(bytes: Bytes): ImageType | null {
  if (bytes.u24(0) === 0xffd8ff) return 'jpeg';
  if (bytes.text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (bytes.text(0, 4) === 'RIFF' && bytes.text(8, 4) === 'WEBP') return 'webp';
  if (bytes.text(0, 6) === 'GIF87a' || bytes.text(0, 6) === 'GIF89a') return 'gif';
  if (bytes.text(0, 4) === 'II*\0' || bytes.text(0, 4) === 'MM\0*') return 'tiff';
  // "BM" alone would take any text that begins so; the size of the second header makes it certain.
  if (bytes.text(0, 2) === 'BM' && [12, 40, 52, 56, 64, 108, 124].includes(bytes.u32(14, true))) return 'bmp';
  return heifType(bytes);
}

function sizeOf(type: ImageType, bytes: Bytes): Size | null {
  switch (type) {
    case 'jpeg':
      return jpegSize(bytes);
    case 'png':
      if (!bytes.has(0, 24) || bytes.text(12, 4) !== 'IHDR') return null;
      return { width: bytes.u32(16), height: bytes.u32(20) };
    case 'webp':
      return webpSize(bytes);
    case 'gif':
      return bytes.has(0, 10) ? { width: bytes.u16(6, true), height: bytes.u16(8, true) } : null;
    case 'bmp':
      return bmpSize(bytes);
    case 'avif':
    case 'heic':
      return heifSize(bytes);
    case 'tiff':
      return null;
  }
}

/** A negative height means rows from the top down. */
function bmpSize(bytes: Bytes): Size | null {
  if (!bytes.has(0, 26)) return null;
  if (bytes.u32(14, true) === 12) return { width: bytes.u16(18, true), height: bytes.u16(20, true) };
  return { width: bytes.i32(18, true), height: Math.abs(bytes.i32(22, true)) };
}
