import { useEffect, useReducer } from 'react';
import type { SelftestEvent } from '../worker/selftest/protocol';
import { advance, notStarted, type Selftest } from './selftest';

/** Runs the self-test once, in a thread of its own. */
export function useSelftest(): Selftest {
  const [selftest, hear] = useReducer(advance, notStarted);
  useEffect(() => {
    const worker = new Worker(new URL('../worker/selftest/worker.ts', import.meta.url), {
      type: 'module',
      name: 'selftest',
    });
    worker.addEventListener('message', ({ data }: MessageEvent<SelftestEvent>) => hear(data));
    worker.addEventListener('error', ({ message }) =>
      hear({ type: 'error', error: { code: 'internal', message: message || 'no worker', details: {} } }),
    );
    return () => worker.terminate();
  }, []);
  return selftest;
}
