import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { boxAt, chainOf, decided, fakeClock, imported, inferred, origin } from '../testing/log-entries';
import { EMPTY, headOf, seal, verify } from './chain';
import type { LogEntry } from './entry';
import { decodeJsonl, encodeJsonl, verifyJsonl } from './jsonl';
import { LogError } from './log-error';
import { sha256 } from './sha256';
import { isoWithOffset, stamp, ulid } from './stamp';

let log: LogEntry[];
beforeAll(async () => {
  const first = await chainOf([imported(1, '写真 "1"\n.jpg'), inferred(1, [boxAt('p1', 20)])]);
  log = await chainOf([
    ...first.map((entry) => entry),
    decided(1, first[1].event_id, {
      comment: '😀 ok',
      boxes: [{ id: 'p1', label: 'rust', x0: 1, y0: 2, x1: 3.25, y1: 4 }],
    }),
    { type: 'system', event: 'export', detail: { format: 'coco', photos: 1, whole: true } },
  ]);
});

const altered = (index: number, change: object) =>
  log.map((entry, i) => (i === index ? { ...entry, ...change } : entry));

describe('the chain', () => {
  it('verifies, from the first entry on', async () => {
    expect(log.map((entry) => entry.seq)).toEqual([0, 1, 2, 3]);
    expect(log[0].prev_hash).toBe(EMPTY.hash);
    expect(await verify(log, sha256)).toEqual({ ok: true, entries: 4, head: headOf(log) });
    expect(await verify([], sha256)).toEqual({ ok: true, entries: 0, head: EMPTY });
  });

  it.each([0, 1, 2, 3])('names entry %i when its content was altered', async (index) => {
    const result = await verify(altered(index, { operator: '鈴木' }), sha256);
    expect(result).toMatchObject({ ok: false, index, reason: 'content' });
  });

  it('an entry altered and hashed anew breaks the link behind it', async () => {
    const forged = await seal({ ...log[1], operator: 'x' }, { seq: 0, hash: log[0].hash }, sha256);
    expect(await verify(altered(1, forged), sha256)).toMatchObject({ ok: false, index: 2, reason: 'link' });
  });

  it('sees entries removed, doubled, swapped', async () => {
    const reason = async (entries: unknown[]) => {
      const result = await verify(entries, sha256);
      return result.ok ? 'ok' : [result.index, result.reason];
    };
    expect(await reason(log.toSpliced(1, 1))).toEqual([1, 'sequence']);
    expect(await reason(log.slice(1))).toEqual([0, 'sequence']);
    expect(await reason([log[0], ...log])).toEqual([1, 'sequence']);
    expect(await reason([log[0], log[2], log[1], log[3]])).toEqual([1, 'sequence']);
    expect(await reason([log[0], null, log[2]])).toEqual([1, 'schema']);
    expect(await reason([log[0], { ...log[1], time: 'soon' }])).toEqual([1, 'schema']);
  });

  it('sees a log cut short only with the head that was noted', async () => {
    const short = log.slice(0, 3);
    expect((await verify(short, sha256)).ok).toBe(true);
    const result = await verify(short, sha256, { head: headOf(log) });
    expect(result).toMatchObject({ ok: false, index: 3, reason: 'head' });
  });

  it('can be stopped', async () => {
    const stopped = verify(log, sha256, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow();
  });

  it('says when there is no crypto', async () => {
    const { crypto } = globalThis;
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
    await expect(sha256(new Uint8Array())).rejects.toMatchObject({ code: 'no-crypto' });
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  });
});

describe('the file', () => {
  it('reads back as it was', () => {
    const file = encodeJsonl(log);
    expect(file.split('\n')).toHaveLength(5);
    expect(decodeJsonl(file)).toEqual(log);
    expect(encodeJsonl(decodeJsonl(file))).toBe(file);
    expect(decodeJsonl('')).toEqual([]);
  });

  it('every flipped bit is found, in the entry where it is', async () => {
    const bytes = new TextEncoder().encode(encodeJsonl(log));
    const lineOf = (at: number) => bytes.subarray(0, at).filter((byte) => byte === 10).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = bytes.slice();
        flipped[at] ^= 1 << bit;
        const result = await verifyJsonl(flipped, sha256, { head: headOf(log) });
        expect(result).toMatchObject({ ok: false, index: lineOf(at) });
      }),
      { numRuns: 400 },
    );
  });

  it('another spelling of the same entry is not the file that was written', async () => {
    const file = encodeJsonl(log).replace('{"ai_visible', '{ "ai_visible');
    expect(await verifyJsonl(file, sha256)).toMatchObject({ ok: false, index: 2, reason: 'spelling' });
    expect(await verifyJsonl(`\ufeff${encodeJsonl(log)}`, sha256)).toMatchObject({ ok: false, index: 0 });
  });

  it('names the line that cannot be read', () => {
    const thrown = (file: string) => {
      try {
        decodeJsonl(file);
      } catch (error) {
        return error as LogError;
      }
      throw new Error('was read');
    };
    const lines = encodeJsonl(log).split('\n');
    expect(thrown(lines.with(2, '{"a":').join('\n'))).toMatchObject({ code: 'json', index: 2 });
    expect(thrown(lines.with(1, '{}').join('\n'))).toMatchObject({ code: 'schema', index: 1 });
    expect(thrown(lines.with(1, 'null').join('\n'))).toMatchObject({ code: 'schema', index: 1 });
    expect(thrown(lines.with(0, `"${'x'.repeat(5e6)}"`).join('\n'))).toMatchObject({ code: 'line-too-long' });
  });

  it('never throws anything but LogError, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"__proto__":1}')), (file) => {
        try {
          decodeJsonl(file);
        } catch (error) {
          expect(error).toBeInstanceOf(LogError);
        }
      }),
    );
  });
});

describe('stamps', () => {
  it('ULIDs are unique and sort by time', () => {
    const clock = fakeClock();
    const ids = Array.from({ length: 50 }, () => stamp(clock, origin).event_id);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(50);
    expect(ulid(1469918176385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
  });

  it('times carry the offset of the device', () => {
    const ms = Date.UTC(2026, 6, 29, 15, 30, 0, 7);
    expect(isoWithOffset(ms, 540)).toBe('2026-07-30T00:30:00.007+09:00');
    expect(isoWithOffset(ms, -210)).toBe('2026-07-29T12:00:00.007-03:30');
    expect(Date.parse(isoWithOffset(ms, -210))).toBe(ms);
  });
});
