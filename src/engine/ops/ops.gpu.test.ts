import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readShaders } from '../../cli/shaders';
import { createGpuBackend } from '../gpu/backend';
import type { Variants } from '../gpu/variants';
import { CPU_VARIANTS, GPU_VARIANTS } from '../gpu/variants';
import { opCases } from '../testing/cases';
import { testDevice } from '../testing/device';
import type { OpCase } from '../testing/run-case';
import { runCase } from '../testing/run-case';
import type { Backend, OpName } from './backend';

// Fresh inputs every time; a failure prints its seed, and SEED=... repeats it.
const given = process.env.SEED === undefined ? undefined : Number(process.env.SEED);
const firstSeed = Date.now() % 1e9;
const worst = new Map<string, number>();

/** Ops whose kernels differ between adapters: both kinds are tested on every machine. */
const VARIED: readonly OpName[] = [
  'linear',
  'moeLinear',
  'layernorm',
  'rmsnorm',
  'attention',
  'attentionCached',
];

const suites: { op: OpName; kernels: string; variants: Variants; cases: OpCase[] }[] = [
  ...new Set(opCases.map(({ op }) => op)),
].flatMap((op) => {
  const cases = opCases.filter((opCase) => opCase.op === op);
  const onCpu = { op, kernels: 'for a CPU', variants: CPU_VARIANTS, cases };
  // The tiles of a GPU take a CPU long to compile, so they get the cases marked for them.
  const onGpu = { op, kernels: 'for a GPU', variants: GPU_VARIANTS, cases: cases.filter(({ core }) => core) };
  return VARIED.includes(op) ? [onCpu, onGpu] : [onCpu];
});

describe.each(suites)('$op $kernels', ({ op, variants, cases }) => {
  let backend: Backend;

  beforeAll(async () => {
    backend = await createGpuBackend(await testDevice(), readShaders(), variants);
  });
  afterAll(() => backend.dispose());

  test.each(cases)('$name', async (opCase) => {
    const seed = given ?? firstSeed + opCases.indexOf(opCase);
    const { error, failure } = await runCase(opCase, backend, seed);
    worst.set(op, Math.max(worst.get(op) ?? 0, error));
    expect(failure).toBeUndefined();
  });
});

afterAll(() => {
  console.log([...worst].map(([op, error]) => `${op} ${error.toExponential(1)}`).join(', '));
});
