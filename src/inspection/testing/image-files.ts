/** The first bytes of image files, made to order: enough of each format for its header to be read. */

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0) & 255);
const be = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255);
const le = (value: number, bytes: number) => be(value < 0 ? value + 2 ** 32 : value, bytes).reverse();
const bytes = (...parts: number[][]) => new Uint8Array(parts.flat());

/** SOI, APP0, optionally APP1 with an orientation, a table, then the frame header. Size as stored, unturned. */
export function jpeg(width: number, height: number, orientation?: number): Uint8Array {
  const segment = (marker: number, body: number[]) => [0xff, marker, ...be(body.length + 2, 2), ...body];
  const exif = (value: number) => [
    ...ascii('Exif\0\0MM\0*'),
    ...be(8, 4),
    ...be(1, 2),
    ...[...be(0x0112, 2), ...be(3, 2), ...be(1, 4), ...be(value, 2), 0, 0],
    ...be(0, 4),
  ];
  return bytes(
    [0xff, 0xd8],
    segment(0xe0, ascii('JFIF\0').concat([1, 1, 0, 0, 1, 0, 1, 0, 0])),
    orientation ? segment(0xe1, exif(orientation)) : [],
    segment(0xc4, new Array<number>(20).fill(0)),
    [0xff],
    segment(0xc2, [8, ...be(height, 2), ...be(width, 2), 1, 1, 17, 0]),
  );
}

export const png = (width: number, height: number): Uint8Array =>
  bytes(
    ascii('\x89PNG\r\n\x1a\n'),
    be(13, 4),
    ascii('IHDR'),
    be(width, 4),
    be(height, 4),
    [8, 2, 0, 0, 0],
    be(0, 4),
  );

export const gif = (width: number, height: number): Uint8Array =>
  bytes(ascii('GIF89a'), le(width, 2), le(height, 2), [0, 0, 0]);

export const bmp = (width: number, height: number): Uint8Array =>
  bytes(ascii('BM'), le(0, 12), le(40, 4), le(width, 4), le(height, 4), le(1, 2), le(24, 2));

const riff = (chunk: string, body: number[]) =>
  bytes(ascii('RIFF'), le(body.length + 12, 4), ascii('WEBP'), ascii(chunk), le(body.length, 4), body);

export const webpLossy = (width: number, height: number): Uint8Array =>
  riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...le(width, 2), ...le(height, 2), 0, 0]);

export const webpLossless = (width: number, height: number): Uint8Array =>
  riff('VP8L', [0x2f, ...le((width - 1) | ((height - 1) << 14), 4), 0, 0, 0, 0, 0]);

export const webpExtended = (width: number, height: number): Uint8Array =>
  riff('VP8X', [0, 0, 0, 0, ...le(width - 1, 3), ...le(height - 1, 3)]);

/** ftyp, then meta / iprp / ipco with one ispe a size. */
export function heif(
  brand: string,
  width: number,
  height: number,
  compatible: string[] = [],
  others: [number, number][] = [],
): Uint8Array {
  const box = (type: string, body: number[]) => [...be(body.length + 8, 4), ...ascii(type), ...body];
  const ispe = ([w, h]: [number, number]) => box('ispe', [...be(0, 4), ...be(w, 4), ...be(h, 4)]);
  const sizes = [...others, [width, height] as [number, number]].flatMap(ispe);
  return bytes(
    box('ftyp', [...ascii(brand), ...be(0, 4), ...compatible.flatMap(ascii)]),
    box('meta', [...be(0, 4), ...box('hdlr', be(0, 12)), ...box('iprp', box('ipco', sizes))]),
  );
}
