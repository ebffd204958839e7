/**
 * Times of the log at a size it reaches in a year: npx tsx scripts/bench-log.ts [entries]
 * Pure log in memory, then storage on fake-indexeddb (its times say little about a browser's).
 */
import 'fake-indexeddb/auto';
import {
  EMPTY,
  encodeJsonl,
  headOf,
  LogIndex,
  seal,
  sha256,
  stamp,
  statistics,
  verify,
  verifyJsonl,
} from '../src/inspection/log';
import type { EntryBody, LogEntry } from '../src/inspection/log';
import { boxAt, decided, fakeClock, imported, inferred, origin } from '../src/inspection/testing/log-entries';
import { FakeDevice } from '../src/state/testing/storage';

const COUNT = Number(process.argv[2] ?? 10_000);

/** Import, answer, decision, over and over; answers as long as real ones. */
function bodyOf(n: number): EntryBody {
  const photo = Math.floor(n / 3);
  if (n % 3 === 0) return imported(photo, `ライン${photo % 7}-${photo}.jpg`);
  if (n % 3 === 2) return decided(photo, null, { comment: photo % 50 === 0 ? '光の反射' : '' });
  const boxes = Array.from({ length: 6 }, (_, i) =>
    boxAt(`p${i}`, i * 50, 0.1 + i / 8, i % 2 ? 'crack' : 'scratch'),
  );
  const answer = inferred(photo, boxes, photo % 3 ? 'fail' : 'pass');
  return {
    ...answer,
    raw_output: { ...answer.raw_output, tokens: Array.from({ length: 160 }, (_, i) => i * 3) },
  };
}

/** Wall time, and the processor time of this process: on a busy machine only the second can be compared. */
async function time<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const used = process.cpuUsage(cpu);
  const columns = [performance.now() - start, (used.user + used.system) / 1000];
  console.log(what.padEnd(44), ...columns.map((ms) => `${ms.toFixed(1).padStart(9)} ms`));
  return result;
}

console.log(`${''.padEnd(44)} ${'wall'.padStart(12)} ${'cpu'.padStart(12)}`);
const clock = fakeClock();
const entries: LogEntry[] = [];
await time(`append ${COUNT} entries (seal one after another)`, async () => {
  for (let n = 0; n < COUNT; n++) {
    const head = entries.length > 0 ? headOf(entries) : EMPTY;
    entries.push(await seal({ ...stamp(clock, origin), ...bodyOf(n) }, head, sha256));
  }
});
const result = await time('verify', () => verify(entries, sha256));
if (!result.ok) throw new Error(JSON.stringify(result));
const file = await time('encode JSONL', () => encodeJsonl(entries));
console.log(`${'file'.padEnd(44)} ${(file.length / 1e6).toFixed(1).padStart(9)} MB`);
await time('verify JSONL, to the byte', () => verifyJsonl(file, sha256));
const index = await time('build the search index', () => new LogIndex(entries));
const queries = {
  'search: a word that many have': { text: '線傷' },
  'search: two words, few hits': { text: '光の反射 ライン3' },
  'search: no hit': { text: 'zzzz' },
  'filter: decisions that accept': { decisions: ['accept'] as const },
  'filter: label, verdict, time': {
    labels: ['crack'],
    verdicts: ['fail'] as const,
    from: Date.parse(entries[COUNT >> 1].time),
  },
};
for (const [name, query] of Object.entries(queries)) {
  index.query(query); // the second run is what typing feels like
  const found = await time(name, () => index.query(query));
  console.log(`${''.padEnd(44)} ${String(found.length).padStart(9)} hits`);
}
await time('statistics', () => statistics(entries));

const page = await new FakeDevice().page();
const few = Math.min(COUNT, 1000);
await time(`storage: append ${few}, each awaited`, async () => {
  for (let n = 0; n < few; n++) await page.log.append(bodyOf(n));
});
await time(`storage: verify ${few}`, () => page.log.verify());
