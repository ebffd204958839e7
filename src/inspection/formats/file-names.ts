/** Longest stem, in bytes of UTF-8: file systems allow 255, and suffixes come on top. */
const MAX_BYTES = 180;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const UNSAFE = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u2028\u2029]/g;

export interface FileName {
  /** Name with extension. */
  file: string;
  stem: string;
}

/**
 * A file name for each photo: safe on every system, and with a stem of its own, since YOLO and VOC know photos
 * by it. A name that is safe and alone stays as it is, so that doing this twice changes nothing.
 */
export function fileNames(names: readonly string[]): FileName[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const { stem, extension } = split(name);
    const safe = safeStem(stem);
    let unique = safe;
    for (let n = 2; taken.has(key(unique)); n++) unique = `${safe}_${n}`;
    taken.add(key(unique));
    return { file: unique + extension, stem: unique };
  });
}

/** Some file systems take A for a, and é for e with an accent. */
const key = (stem: string): string => stem.normalize('NFC').toLowerCase();

/** "a.b.jpg" is "a.b" and ".jpg"; anything that does not look like an extension is part of the stem. */
export function split(name: string): { stem: string; extension: string } {
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

function safeStem(stem: string): string {
  let safe = shorten(stem.replace(UNSAFE, '_').replace(/^[.\s]+/, '_'));
  safe = safe.replace(/[.\s]+$/, '_');
  if (safe === '') return 'photo';
  return RESERVED.test(safe) ? `_${safe}` : safe;
}

function shorten(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > MAX_BYTES) break;
    kept += char;
  }
  return kept;
}
