import { EngineError } from '../../engine/errors';
import type { Backend } from '../../engine/ops/backend';
import type { OpCase } from '../../engine/testing/run-case';
import { limitOf, runCase } from '../../engine/testing/run-case';
import type { SelftestRow } from './protocol';

/**
 * Runs the cases one after the other, each on a backend of its own, so that a kernel that does not compile fails alone.
 * The inputs are the same on every machine: two reports can be compared.
 * @throws EngineError 'device-lost'
 */
export async function runSelftest(
  cases: readonly OpCase[],
  createBackend: () => Promise<Backend>,
  onRow: (row: SelftestRow) => void,
): Promise<void> {
  for (const [index, opCase] of cases.entries()) {
    const backend = await createBackend();
    const started = performance.now();
    try {
      const { error, failure } = await outcome(opCase, backend, index + 1);
      const milliseconds = performance.now() - started;
      const { op, name } = opCase;
      onRow({ op, name, error, limit: limitOf(opCase), failure: failure ?? null, milliseconds });
    } finally {
      backend.dispose();
    }
  }
}

async function outcome(opCase: OpCase, backend: Backend, seed: number) {
  try {
    return await runCase(opCase, backend, seed);
  } catch (thrown) {
    const error = EngineError.from(thrown);
    if (error.code === 'device-lost') throw error;
    return { error: Infinity, failure: `${error.code}: ${error.message}` };
  }
}
