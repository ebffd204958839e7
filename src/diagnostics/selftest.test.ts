import { describe, expect, it } from 'vitest';
import type { AdapterFacts, SelftestEvent, SelftestRow } from '../worker/selftest/protocol';
import { reportText } from './report';
import { advance, notStarted } from './selftest';

const facts: AdapterFacts = {
  vendor: 'maker',
  architecture: '',
  device: '',
  description: '',
  fallback: null,
  features: [],
  limits: {},
};
const row: SelftestRow = { op: 'linear', name: '1x2', error: 0, limit: 1, failure: null, milliseconds: 1 };
const wrong: SelftestRow = { ...row, name: '3x4', error: Infinity, failure: 'shader: no' };
const adapter = (cases: number): SelftestEvent => ({ type: 'adapter', adapter: facts, cases });
const after = (...events: SelftestEvent[]) => events.reduce(advance, notStarted);

describe('self-test on the page', () => {
  it('passes when every case does, and not before the end', () => {
    const nearly: SelftestEvent[] = [adapter(2), { type: 'row', row }, { type: 'row', row }];
    expect(after(...nearly).state).toBe('running');
    expect(after(...nearly, { type: 'done' }).state).toBe('passed');
  });

  it('fails with a wrong case, a missing case, no case, or an error', () => {
    const done: SelftestEvent = { type: 'done' };
    expect(after(adapter(2), { type: 'row', row }, { type: 'row', row: wrong }, done).state).toBe('failed');
    expect(after(adapter(2), { type: 'row', row }, done).state).toBe('failed');
    expect(after(adapter(0), done).state).toBe('failed');
    const error = { code: 'no-webgpu', message: '', details: {} } as const;
    expect(after({ type: 'error', error }).state).toBe('failed');
  });

  it('reports an infinite error as such', () => {
    const around = { userAgent: 'test', secureContext: true, crossOriginIsolated: true };
    const text = reportText(after(adapter(1), { type: 'row', row: wrong }), around, new Date(0));
    expect(JSON.parse(text)).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      userAgent: 'test',
      adapter: { vendor: 'maker' },
      rows: [{ op: 'linear', error: 'Infinity', failure: 'shader: no' }],
    });
  });
});
