import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FormatError } from './formats/errors';
import { pack, unpack, unpackTexts } from './zip';

const files = new Map<string, string | Uint8Array>([
  ['labels/改行 🔩.txt', '0 0.5 0.5 1 1\n'],
  ['data.yaml', 'names: []\n'],
  ['images/a.jpg', new Uint8Array([255, 216, 255])],
]);

const codeOf = (bytes: Uint8Array): string => {
  try {
    unpack(bytes);
    return 'none';
  } catch (error) {
    return (error as FormatError).code;
  }
};

describe('zip', () => {
  it('packs the same bytes whatever the order and the hour', () => {
    const once = pack(files);
    expect(pack(new Map([...files].reverse()))).toEqual(once);
    // DOS time of the local header: 1980-01-01 00:00.
    expect([...once.slice(10, 14)]).toEqual([0, 0, 33, 0]);
  });

  it('unpacks what it packed, and of texts nothing but texts', () => {
    const back = unpack(pack(files));
    expect(new Set(back.keys())).toEqual(new Set(files.keys()));
    expect(back.get('images/a.jpg')).toEqual(files.get('images/a.jpg'));
    expect([...unpackTexts(pack(files)).keys()].sort()).toEqual(['data.yaml', 'labels/改行 🔩.txt']);
  });

  it.each(['../x.txt', '/x.txt', 'a/../../x.txt', 'C:\\x.txt', '..\\x.txt'])(
    'refuses the path %s',
    (path) => {
      expect(codeOf(zipSync({ [path]: strToU8('x') }))).toBe('zip-path');
    },
  );

  it('passes over folders and what a Mac adds', () => {
    const bytes = zipSync({
      a: { 'b.txt': strToU8('x') },
      __MACOSX: { 'b.txt': strToU8('y') },
      '.DS_Store': strToU8('z'),
    });
    expect([...unpack(bytes).keys()]).toEqual(['a/b.txt']);
  });

  it('refuses a bomb by what it says of itself, before inflating', () => {
    const bytes = zipSync({ 'a.txt': strToU8('x'.repeat(1000)) }, { level: 9 });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xf0000000, true);
    expect(codeOf(bytes)).toBe('too-large');
  });

  it('names what is no archive, and what is no text', () => {
    expect(codeOf(strToU8('hello'))).toBe('not-zip');
    expect(codeOf(new Uint8Array(0))).toBe('not-zip');
    expect(() => unpackTexts(zipSync({ 'a.txt': new Uint8Array([0xff, 0xfe]) }))).toThrow(
      new FormatError('not-utf8', { name: 'a.txt' }),
    );
  });
});
