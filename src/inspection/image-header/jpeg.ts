import type { Size } from '../box';
import type { Bytes } from './bytes';

/** Frame markers SOF0..SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share their range. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Upright, that is, after the EXIF orientation. */
export function jpegSize(bytes: Bytes): Size | null {
  const { frame, orientation } = walk(bytes);
  return frame && orientation >= 5 ? { width: frame.height, height: frame.width } : frame;
}

/** 1..8; 1 where the file says nothing, or nonsense. */
export function jpegOrientation(bytes: Bytes): number {
  const { orientation } = walk(bytes);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** Walks the segments to the frame header. */
function walk(bytes: Bytes): { frame: Size | null; orientation: number } {
  let at = 2;
  let orientation = 1;
  while (bytes.has(at, 4)) {
    if (bytes.u8(at) !== 0xff) break;
    const marker = bytes.u8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // markers without a length
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) break; // pixels before any frame header
    const length = bytes.u16(at + 2);
    if (length < 2) break;
    if (isFrame(marker)) {
      if (!bytes.has(at, 9)) break;
      const [height, width] = [bytes.u16(at + 5), bytes.u16(at + 7)];
      return { frame: { width, height }, orientation };
    }
    if (marker === 0xe1 && bytes.text(at + 4, 6) === 'Exif\0\0')
      orientation = exifOrientation(bytes, at + 10);
    at += 2 + length;
  }
  return { frame: null, orientation };
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
