import { LogError } from './log-error';

/** SHA-256 as 64 lower-case hex digits. Handed in, so that the log itself needs nothing of its surroundings. */
export type Hash = (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const hex = (bytes: Uint8Array): string => {
  let digits = '';
  for (const byte of bytes) digits += HEX[byte];
  return digits;
};

/** The platform's own, the same in a page, a worker and Node. */
export const sha256: Hash = async (bytes) => {
  // Absent outside secure contexts, whatever the types say.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) throw new LogError('no-crypto', 'crypto.subtle needs a secure context');
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
};

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
