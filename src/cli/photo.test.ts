import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Photo } from '../engine/api';
import { readOrientation, uprightBox, uprightPhoto, type Orientation } from './exif';
import { readPhoto } from './photo';

const folder = mkdtempSync(join(tmpdir(), 'lynx-photo-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, data: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};

/** The upright picture: 24 x 16, white with a black corner at the top left, 8 x 4. */
const upright = picture(24, 16, (x, y) => (x < 8 && y < 4 ? 0 : 255));
function picture(width: number, height: number, value: (x: number, y: number) => number): Photo {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++)
    data.fill(value(i % width, Math.floor(i / width)), i * 4, i * 4 + 3);
  return { data, width, height };
}
/** How a camera stores the upright picture under each orientation: the inverse turn. */
const INVERSE: Record<Orientation, Orientation> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 };

/** A JPEG with an EXIF block that holds the orientation only. */
function jpegOf(photo: Photo, orientation: number, little: boolean): Uint8Array {
  const plain = jpeg.encode({ ...photo, data: photo.data }, 95).data;
  const exif = new DataView(new ArrayBuffer(36));
  exif.setUint16(0, 0xffe1);
  exif.setUint16(2, 34);
  exif.setUint32(4, 0x45786966); // Exif
  exif.setUint16(10, little ? 0x4949 : 0x4d4d);
  exif.setUint16(12, 42, little);
  exif.setUint32(14, 8, little);
  exif.setUint16(18, 1, little);
  exif.setUint16(20, 0x0112, little);
  exif.setUint16(22, 3, little);
  exif.setUint32(24, 1, little);
  exif.setUint16(28, orientation, little);
  return Uint8Array.from([...plain.subarray(0, 2), ...new Uint8Array(exif.buffer), ...plain.subarray(2)]);
}
const grey = ({ data, width }: Photo, x: number, y: number) => data[(y * width + x) * 4];

describe.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %i', (orientation) => {
  const stored = uprightPhoto(upright, INVERSE[orientation]);

  test('the photo comes out upright, from both byte orders', () => {
    for (const little of [true, false]) {
      const file = write(`o${orientation}${little}.jpg`, jpegOf(stored, orientation, little));
      const { photo, orientation: found } = readPhoto(file);
      expect(found).toBe(orientation);
      expect([photo.width, photo.height]).toEqual([24, 16]);
      expect(grey(photo, 3, 1)).toBeLessThan(40);
      expect([grey(photo, 20, 1), grey(photo, 3, 12), grey(photo, 20, 12)].every((v) => v > 215)).toBe(true);
    }
  });

  test('boxes turn with the pixels', () => {
    const corner = { x0: 0, y0: 0, x1: 8, y1: 4 };
    const inStored = uprightBox(corner, INVERSE[orientation], 24, 16);
    expect(uprightBox(inStored, orientation, stored.width, stored.height)).toEqual(corner);
    expect(grey(stored, Math.floor(inStored.x0), Math.floor(inStored.y0))).toBe(0);
  });
});

describe('readPhoto', () => {
  test('reads PNG', () => {
    const png = new PNG({ width: 24, height: 16 });
    png.data.set(upright.data);
    const { photo } = readPhoto(write('a.png', PNG.sync.write(png)));
    expect([...photo.data]).toEqual([...upright.data]);
  });

  test('names what is no photo', () => {
    const photo = expect.objectContaining({ code: 'photo' });
    expect(() => readPhoto(write('a.txt', new TextEncoder().encode('hello')))).toThrow(photo);
    expect(() => readPhoto(write('cut.jpg', jpegOf(upright, 1, true).subarray(0, 60)))).toThrow(photo);
    expect(() => readPhoto(join(folder, 'none.jpg'))).toThrow(photo);
  });
});

test('a damaged EXIF block says nothing, at any length', () => {
  const good = jpegOf(upright, 6, true);
  for (let length = 0; length < 40; length++) {
    expect([1, 6]).toContain(readOrientation(good.subarray(0, length)));
  }
  expect(readOrientation(jpegOf(upright, 9, true))).toBe(1);
  expect(readOrientation(new Uint8Array())).toBe(1);
});
