import type { Backend, OpName, Program } from '../ops/backend';
import { createReferenceBackend } from '../reference/backend';
import type { Checked, Poison } from './bench';
import { Bench } from './bench';

/** One row of the op table: how to set an op up, and how wrong it may be. */
export interface OpCase {
  op: OpName;
  name: string;
  /** Among the few that are also run in a browser, and on every variant of a kernel. */
  core?: boolean;
  /** Largest |a - b| / (|b| + rms(b)); 1e-4 unless said otherwise. */
  tolerance?: number;
  /** Rows that the program is begun with, and the rows it is run with. */
  dynamic?: { capacity: number; rows: number };
  /** Makes operands on the bench and records the op on `bench.backend`. */
  record: (bench: Bench) => Then;
}

/** Optional: what to do instead of one run. */
export type Then = void | ((program: Program) => void | Promise<void>);

export interface CaseResult {
  /** Largest relative error among values that need only be close. */
  error: number;
  /** What is wrong, or undefined if the case passes. */
  failure: string | undefined;
}

/** The largest error with which a case passes. */
export const limitOf = (opCase: OpCase): number => opCase.tolerance ?? 1e-4;

/** Runs a case on the backend and on the f64 reference with the same inputs, and compares every checked tensor. */
export async function runCase(opCase: OpCase, backend: Backend, seed: number): Promise<CaseResult> {
  const poison = seed % 2 === 0 ? NaN : 1e30;
  const actual = await results(opCase, backend, seed, poison);
  const expected = await results(opCase, createReferenceBackend(), seed, poison);
  const failures: string[] = [];
  let error = 0;
  actual.forEach(({ values, checked }, i) => {
    const report = compare(values, expected[i].values, checked);
    error = Math.max(error, report.error);
    const limit = limitOf(opCase);
    if (report.unequal >= 0)
      failures.push(`output ${i}: element ${report.unequal} differs but must be equal`);
    if (!(report.error <= limit))
      failures.push(`output ${i}: element ${report.at} is off by ${report.error}`);
  });
  return { error, failure: failures.length > 0 ? `${failures.join('; ')} (seed ${seed})` : undefined };
}

async function results(
  opCase: OpCase,
  backend: Backend,
  seed: number,
  poison: Poison,
): Promise<{ values: Float32Array; checked: Checked }[]> {
  const bench = new Bench(backend, seed, poison);
  backend.begin(`${opCase.op}: ${opCase.name}`, { dynamicRows: opCase.dynamic?.capacity });
  const then = opCase.record(bench);
  const program = backend.end();
  await backend.ready();
  if (then) await then(program);
  else program.run({ rows: opCase.dynamic?.rows });
  const read: { values: Float32Array; checked: Checked }[] = [];
  for (const checked of bench.checked) read.push({ values: await backend.read(checked.tensor), checked });
  return read;
}

/**
 * Largest relative error and where, and the first element that must be equal and is not (-1 if none). Where some columns are
 * ids, every column has its own scale.
 */
function compare(
  actual: Float32Array,
  expected: Float32Array,
  { tensor, exact }: Checked,
): { error: number; at: number; unequal: number } {
  const columns = typeof exact === 'boolean' ? 1 : tensor.cols;
  const scales = Array.from({ length: columns }, (_, c) => rms(expected.filter((_, i) => i % columns === c)));
  let [error, at, unequal] = [0, -1, -1];
  expected.forEach((b, i) => {
    const a = actual[i];
    if (Object.is(a, b) || a === b) return;
    const mustEqual = exact === true || (exact !== false && exact.includes(i % tensor.cols));
    if (mustEqual && unequal < 0) unequal = i;
    const relative = Math.abs(a - b) / (Math.abs(b) + scales[i % columns]);
    const wrong = Number.isFinite(relative) ? relative : Infinity;
    if (!mustEqual && wrong > error) [error, at] = [wrong, i];
  });
  return { error, at, unequal };
}

/** Root mean square, without the poison that both backends left alone. */
function rms(values: Float32Array): number {
  const written = values.filter((v) => Math.abs(v) < 1e29);
  return Math.sqrt(written.reduce((sum, v) => sum + v * v, 0) / Math.max(1, written.length));
}
