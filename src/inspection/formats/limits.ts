import { FormatError } from './errors';

/** Imports are untrusted: what they may cost at most. */
export const LIMITS = {
  /** Characters of one text, or bytes of one packed file. */
  text: 64 * 1024 * 1024,
  /** Bytes of everything in an archive, unpacked. */
  unpacked: 1024 * 1024 * 1024,
  files: 200_000,
  photos: 100_000,
  boxes: 1_000_000,
  categories: 10_000,
  /** Characters of a name, label or id. */
  name: 1000,
  comment: 10_000,
  /** Pixels of one side of a photo. */
  side: 1_000_000,
  xmlDepth: 64,
} as const;

/** A box thinner than this many pixels is no box. */
export const MIN_SIDE = 1e-4;

export function checkLength(text: string): void {
  if (text.length > LIMITS.text)
    throw new FormatError('too-large', { size: text.length, limit: LIMITS.text });
}
