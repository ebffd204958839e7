import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readShaders } from '../../cli/shaders';
import { createGpuBackend } from '../gpu/backend';
import { opCases } from '../testing/cases';
import { testDevice } from '../testing/device';
import { runCase } from '../testing/run-case';
import type { Backend } from './backend';

// Fresh inputs every time; a failure prints its seed, and SEED=... repeats it.
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);
const worst = new Map<string, number>();

const ops = [...new Set(opCases.map((opCase) => opCase.op))];

describe.each(ops)('%s', (op) => {
  let backend: Backend;

  beforeAll(async () => {
    backend = await createGpuBackend(await testDevice(), readShaders());
  });
  afterAll(() => backend.dispose());

  test.each(opCases.filter((opCase) => opCase.op === op))('$name', async (opCase) => {
    const seed = firstSeed + opCases.indexOf(opCase);
    const { error, failure } = await runCase(opCase, backend, process.env.SEED ? firstSeed : seed);
    worst.set(op, Math.max(worst.get(op) ?? 0, error));
    expect(failure).toBeUndefined();
  });
});

afterAll(() => {
  console.log([...worst].map(([op, error]) => `${op} ${error.toExponential(1)}`).join(', '));
});
