/** The part of `navigator.storage` used here. */
export type Estimator = Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>;

export interface Durability {
  /** The browser promised not to evict; null where it does not say. */
  persisted: boolean | null;
  /** Bytes; null where the browser does not say. */
  usage: number | null;
  quota: number | null;
}

export async function readDurability(storage: Partial<Estimator> | null): Promise<Durability> {
  const [persisted, estimate] = await Promise.all([
    storage?.persisted?.().catch(() => null) ?? null,
    storage?.estimate?.().catch(() => null) ?? null,
  ]);
  return { persisted, usage: estimate?.usage ?? null, quota: estimate?.quota ?? null };
}

/** Asks the browser to keep the data. Firefox asks the person, so call it from a tap, after something was saved. */
export async function askToPersist(storage: Partial<Estimator> | null): Promise<boolean> {
  return (await storage?.persist?.().catch(() => false)) ?? false;
}

/** `navigator.storage`, absent outside secure contexts. */
export const browserStorage = (): StorageManager | null =>
  (navigator.storage as StorageManager | undefined) ?? null;
