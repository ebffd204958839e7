import type { AdapterFacts, EngineErrorData, SelftestEvent, SelftestRow } from '../worker/selftest/protocol';

/** How far the self-test is. */
export interface Selftest {
  state: 'running' | 'passed' | 'failed';
  adapter: AdapterFacts | null;
  /** Rows to come, once that is known. */
  cases: number;
  rows: SelftestRow[];
  /** Why the test could not go on. */
  error: EngineErrorData | null;
}

export const notStarted: Selftest = { state: 'running', adapter: null, cases: 0, rows: [], error: null };

/** It passes when every case was run and has no failure: silence is not a pass. */
export function advance(selftest: Selftest, event: SelftestEvent): Selftest {
  switch (event.type) {
    case 'adapter':
      return { ...selftest, adapter: event.adapter, cases: event.cases };
    case 'row':
      return { ...selftest, rows: [...selftest.rows, event.row] };
    case 'done':
      return { ...selftest, state: allPass(selftest) ? 'passed' : 'failed' };
    case 'error':
      return { ...selftest, state: 'failed', error: event.error };
  }
}

function allPass({ rows, cases }: Selftest): boolean {
  return cases > 0 && rows.length === cases && rows.every(({ failure }) => failure === null);
}
