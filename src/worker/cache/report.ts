/** What happened to the model's files on this device. None of it stops the load. */
export type CacheReport =
  /** The whole model is kept: the page works without a network. */
  | { kind: 'kept' }
  /** The server could not be asked; the model is the one kept here. */
  | { kind: 'offline' }
  /** A begun download goes on where it broke off. */
  | { kind: 'resumed'; file: string; from: number }
  /** A kept file is cut off or altered; it was thrown away. Hashes, or lengths in bytes where those differ. */
  | { kind: 'refused'; file: string; expected: string | number; actual: string | number }
  /** The file is used from memory and is gone with the page. */
  | { kind: 'not-kept'; file: string; reason: NotKept; message: string };

/** 'full': no room left; 'busy': another tab is writing it; 'failed': the storage cannot be used. */
export type NotKept = 'full' | 'busy' | 'failed';

export type OnReport = (report: CacheReport) => void;

export function reasonOf(error: unknown): NotKept {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  return name === 'NoModificationAllowedError' ? 'busy' : 'failed';
}

export const notKept = (file: string, error: unknown): CacheReport => ({
  kind: 'not-kept',
  file,
  reason: reasonOf(error),
  message: error instanceof Error ? error.message : String(error),
});
