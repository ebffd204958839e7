import type { Durability } from './durability';
import type { StorageError } from './storage-error';

/**
 * - durable: all is on the device, and the browser promised to keep it.
 * - evictable: all is on the device, but the browser may clear it when space runs short (Safari: after 7 days
 *   without a visit, unless installed). A backup is advised.
 * - memory: something exists only in this page and is lost when it closes.
 */
export type StorageState = 'opening' | 'durable' | 'evictable' | 'memory';

export interface StorageStatus extends Durability {
  state: StorageState;
  opened: boolean;
  /** How many of each exist only in memory; settings count among reviews. */
  unsaved: { entries: number; reviews: number; photos: number };
  /** The latest failure; stays until everything has been written. */
  error: StorageError | null;
  /** The first entry that could not be read when the log was opened. */
  damage: { index: number; detail: string } | null;
}

export const blankStatus: StorageStatus = {
  state: 'opening',
  opened: false,
  unsaved: { entries: 0, reviews: 0, photos: 0 },
  error: null,
  damage: null,
  persisted: null,
  usage: null,
  quota: null,
};

export function stateOf({ opened, unsaved, persisted, error }: StorageStatus): StorageState {
  if (error || unsaved.entries + unsaved.reviews + unsaved.photos > 0) return 'memory';
  if (!opened) return 'opening';
  return persisted ? 'durable' : 'evictable';
}
