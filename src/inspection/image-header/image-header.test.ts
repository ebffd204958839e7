import { describe, expect, it } from 'vitest';
import { checkHeader, checkLength, MAX_BYTES, workingSize } from '../photo-rules';
import { readImageHeader } from './index';
import * as make from '../testing/image-files';

const files: [string, Uint8Array, string][] = [
  ['jpeg', make.jpeg(640, 480), 'jpeg'],
  ['png', make.png(640, 480), 'png'],
  ['webp, lossy', make.webpLossy(640, 480), 'webp'],
  ['webp, lossless', make.webpLossless(640, 480), 'webp'],
  ['webp, extended', make.webpExtended(640, 480), 'webp'],
  ['gif', make.gif(640, 480), 'gif'],
  ['bmp', make.bmp(640, 480), 'bmp'],
  ['bmp, rows from the top', make.bmp(640, -480), 'bmp'],
  ['avif', make.heif('avif', 640, 480), 'avif'],
  ['heic', make.heif('heic', 640, 480), 'heic'],
];

describe('readImageHeader', () => {
  it.each(files)('%s', (_, data, type) => {
    expect(readImageHeader(data)).toEqual({ type, size: { width: 640, height: 480 } });
  });

  it.each(files)('%s: cut anywhere, it says less but never throws', (_, data) => {
    for (let length = 0; length < data.length; length++) {
      const header = readImageHeader(data.subarray(0, length));
      if (header?.size) expect(header.size).toEqual({ width: 640, height: 480 });
    }
  });

  it('turns the size of a JPEG by its EXIF orientation', () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const size = readImageHeader(make.jpeg(640, 480, orientation))?.size;
      expect(size).toEqual(orientation >= 5 ? { width: 480, height: 640 } : { width: 640, height: 480 });
    }
  });

  it('AVIF is known by a compatible brand too, and thumbnails do not count', () => {
    expect(readImageHeader(make.heif('mif1', 640, 480, ['avif']))?.type).toBe('avif');
    expect(readImageHeader(make.heif('avif', 640, 480, [], [[64, 48]]))?.size).toEqual({
      width: 640,
      height: 480,
    });
  });

  it('is not taken in by text', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    expect(readImageHeader(text('BM is how this letter begins, and it is no bitmap'))).toBeNull();
    expect(readImageHeader(text('II am not a TIFF'))).toBeNull();
    expect(readImageHeader(text('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    expect(readImageHeader(new Uint8Array())).toBeNull();
  });

  it('gives no size where there is none', () => {
    expect(readImageHeader(make.png(0, 480))).toEqual({ type: 'png', size: null });
  });

  it('survives noise after every signature', () => {
    let seed = 1;
    const noise = () => (seed = (seed * 48271) % 2147483647) & 255;
    for (let round = 0; round < 2000; round++) {
      const [, data] = files[round % files.length];
      const broken = data.map((byte, index) => (index < 12 || noise() < 200 ? byte : noise()));
      expect(() => readImageHeader(broken)).not.toThrow();
    }
  });
});

describe('photo rules', () => {
  it('refuses a bomb by its header', () => {
    const judged = checkHeader('bomb.png', make.png(60000, 60000));
    expect(judged).toEqual({ problem: { code: 'photo-too-large', name: 'bomb.png', megapixels: 3600 } });
  });

  it('names what is wrong', () => {
    const code = (data: Uint8Array) => {
      const judged = checkHeader('f', data);
      return 'problem' in judged ? judged.problem.code : null;
    };
    expect(code(make.heif('heic', 10, 10))).toBe('photo-heic');
    expect(code(new TextEncoder().encode('II*\0'))).toBe('photo-tiff');
    expect(code(new TextEncoder().encode('%PDF-1.7'))).toBe('photo-not-image');
    expect(code(make.png(640, 480).subarray(0, 20))).toBe('photo-broken');
    expect(code(make.png(8000, 8000))).toBeNull();
    expect(checkLength('f', 0)?.code).toBe('photo-empty');
    expect(checkLength('f', MAX_BYTES + 1)?.code).toBe('photo-too-heavy');
    expect(checkLength('f', MAX_BYTES)).toBeNull();
  });

  it('works at 2048 pixels at most', () => {
    expect(workingSize({ width: 4096, height: 3 })).toEqual({ width: 2048, height: 2, scale: 0.5 });
    expect(workingSize({ width: 100, height: 50 })).toEqual({ width: 100, height: 50, scale: 1 });
  });
});
