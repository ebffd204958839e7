import { describe, expect, it } from 'vitest';
import { EngineError } from '../../engine/errors';
import type { Backend } from '../../engine/ops/backend';
import { createReferenceBackend } from '../../engine/reference/backend';
import { coreCases } from '../../engine/testing/cases';
import type { SelftestRow } from './protocol';
import { runSelftest } from './run';

async function rowsOn(change: (backend: Backend) => void): Promise<SelftestRow[]> {
  const rows: SelftestRow[] = [];
  const create = () => {
    const backend = createReferenceBackend();
    change(backend);
    return Promise.resolve(backend);
  };
  await runSelftest(coreCases, create, (row) => rows.push(row));
  return rows;
}

/** An adapter that does everything right but for reading back. */
const reading = (wrong: (values: Float32Array) => Float32Array) =>
  rowsOn((backend) => {
    const read = backend.read.bind(backend);
    backend.read = async (tensor) => wrong(await read(tensor));
  });

describe('self-test', () => {
  it('passes the reference itself, every case', async () => {
    const rows = await reading((values) => values);
    expect(rows.map(({ op, name }) => `${op} ${name}`)).toEqual(
      coreCases.map(({ op, name }) => `${op} ${name}`),
    );
    expect(rows.filter(({ failure, error }) => failure !== null || error > 0)).toEqual([]);
  });

  it('fails every case when results are a hundredth off', async () => {
    const rows = await reading((values) => values.map((v) => 1.01 * v));
    expect(rows.filter(({ failure }) => failure === null)).toEqual([]);
  });

  it('fails every case when results are not numbers', async () => {
    const rows = await reading((values) => values.map(() => NaN));
    expect(rows.filter(({ failure }) => failure === null)).toEqual([]);
  });

  it('fails only the op whose kernel does not compile', async () => {
    const rows = await rowsOn((backend) => {
      backend.swiglu = () => {
        throw new EngineError('shader', 'does not compile');
      };
    });
    const failed = rows.filter(({ failure }) => failure !== null);
    expect(new Set(failed.map(({ op }) => op))).toEqual(new Set(['swiglu']));
    expect(failed[0]).toMatchObject({ error: Infinity, failure: 'shader: does not compile' });
  });

  it('stops when the device is lost', async () => {
    const lost = rowsOn((backend) => {
      backend.ready = () => Promise.reject(new EngineError('device-lost', 'gone'));
    });
    await expect(lost).rejects.toMatchObject({ code: 'device-lost' });
  });
});
