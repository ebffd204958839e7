/** A file is what the manifest says, to the bit, or it is refused. */
import { EngineError } from '../errors';
import type { ManifestFile } from './manifest';

/** SHA-256 in lower-case hex. */
export async function sha256(data: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Checks length and hash.
 * @throws EngineError 'weights-hash' with details { file, expected, actual } (hashes, or lengths in bytes when those differ)
 */
export async function verify(data: ArrayBuffer, file: ManifestFile): Promise<void> {
  const refuse = (what: string, expected: string | number, actual: string | number) => {
    throw new EngineError('weights-hash', `${file.name}: ${what}`, { file: file.name, expected, actual });
  };
  if (data.byteLength !== file.bytes)
    refuse('wrong length, the download is incomplete or altered', file.bytes, data.byteLength);
  const actual = await sha256(data);
  if (actual !== file.sha256) refuse('wrong hash, the file was altered', file.sha256, actual);
}
