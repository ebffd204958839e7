import { describe, expect, it } from 'vitest';
import { createExclusive, type Locks } from './locks';

/** As two tabs see it: one lock manager between them. */
function lockManager(): Locks {
  let tail: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => {
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  };
  return { request } as unknown as Locks;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

describe.each([
  ['with Web Locks, in two tabs', lockManager()],
  ['without, in one', null],
] as const)('one writer at a time, %s', (_, locks) => {
  it('nobody else begins before the one before has ended, failed or not', async () => {
    const first = createExclusive(locks);
    const tabs = locks ? [first, createExclusive(locks)] : [first, first];
    const seen: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        seen.push(`+${name}`);
        await pause();
        seen.push(`-${name}`);
        if (fails) throw new Error(name);
        return name;
      };
    const runs = [tabs[0]('log', work('a')), tabs[1]('log', work('b', true)), tabs[0]('log', work('c'))];
    const results = await Promise.allSettled(runs);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (let i = 0; i < 6; i += 2) expect(seen[i].slice(1)).toBe(seen[i + 1].slice(1));
  });
});
