import type { Size } from '../box';
import type { Bytes } from './bytes';

/** Frame markers SOF0..SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share their range. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks the segments to the frame header; the size is upright, that is, after the EXIF orientation. */
export function jpegSize(bytes: Bytes): Size | null {
  let at = 2;
  let turned = false;
  while (bytes.has(at, 4)) {
    if (bytes.u8(at) !== 0xff) return null;
    const marker = bytes.u8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // markers without a length
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return null; // pixels before any frame header
    const length = bytes.u16(at + 2);
    if (length < 2) return null;
    if (isFrame(marker)) {
      if (!bytes.has(at, 9)) return null;
      const [height, width] = [bytes.u16(at + 5), bytes.u16(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xe1 && bytes.text(at + 4, 6) === 'Exif\0\0')
      turned = exifOrientation(bytes, at + 10) >= 5;
    at += 2 + length;
  }
  return null;
}

/** The orientation (1..8) of a TIFF block at `start`; 1 where it says nothing. */
function exifOrientation(bytes: Bytes, start: number): number {
  const little = bytes.text(start, 2) === 'II';
  const directory = start + bytes.u32(start + 4, little);
  const entries = Math.min(bytes.u16(directory, little), 512);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (!bytes.has(entry, 12)) break;
    if (bytes.u16(entry, little) === 0x0112) return bytes.u16(entry + 8, little);
  }
  return 1;
}
