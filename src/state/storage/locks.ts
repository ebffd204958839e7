/** The part of `navigator.locks` used here. */
export type Locks = Pick<LockManager, 'request'>;

/** Runs `work` while nobody else, in this tab or another, holds the lock of that name. */
export type Exclusive = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** One writer at a time. Where there are no Web Locks, at least one at a time within this page. */
export function createExclusive(locks: Locks | null = webLocks()): Exclusive {
  const tails = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = tails.get(name) ?? Promise.resolve();
    const run = before.then(() => (locks ? (locks.request(name, work) as ReturnType<typeof work>) : work()));
    tails.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  };
}

const webLocks = (): Locks | null =>
  typeof navigator === 'undefined' ? null : ((navigator.locks as LockManager | undefined) ?? null);
