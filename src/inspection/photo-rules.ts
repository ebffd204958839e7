import type { Size } from './box';
import { readImageHeader, type ImageHeader } from './image-header';

/** Larger photos would take the tab's memory; every phone and industrial camera in use stays below. */
export const MAX_BYTES = 64 * 1024 * 1024;
export const MAX_PIXELS = 64_000_000;
/** What the engine and the screen get at most; the model looks at far fewer pixels. */
export const MAX_SIDE = 2048;

export type PhotoProblemCode =
  | 'photo-not-image'
  | 'photo-heic'
  | 'photo-tiff'
  | 'photo-too-heavy'
  | 'photo-too-large'
  | 'photo-empty'
  | 'photo-broken';

/** Why a file cannot be inspected, with the numbers its message needs. */
export interface PhotoProblem {
  code: PhotoProblemCode;
  name: string;
  megabytes?: number;
  megapixels?: number;
}

/** Judges a file by its length alone, before anything of it is read. */
export function checkLength(name: string, bytes: number): PhotoProblem | null {
  if (bytes === 0) return { code: 'photo-empty', name };
  if (bytes > MAX_BYTES) return { code: 'photo-too-heavy', name, megabytes: Math.round(bytes / 1024 / 1024) };
  return null;
}

/** Judges a file by its header, before it is decoded. */
export function checkHeader(
  name: string,
  data: Uint8Array,
): { header: ImageHeader } | { problem: PhotoProblem } {
  const header = readImageHeader(data);
  if (!header) return { problem: { code: 'photo-not-image', name } };
  if (header.type === 'heic') return { problem: { code: 'photo-heic', name } };
  if (header.type === 'tiff') return { problem: { code: 'photo-tiff', name } };
  if (!header.size) return { problem: { code: 'photo-broken', name } };
  const pixels = header.size.width * header.size.height;
  if (pixels > MAX_PIXELS) {
    return { problem: { code: 'photo-too-large', name, megapixels: Math.round(pixels / 1e6) } };
  }
  return { header };
}

/** The size at which a photo is shown and inspected: its longest side at most MAX_SIDE. */
export function workingSize(size: Size): Size & { scale: number } {
  const scale = Math.min(1, MAX_SIDE / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
    scale,
  };
}
