import { describe } from 'vitest';
import { readShaders } from '../../cli/shaders';
import { createGpuBackend } from '../gpu/backend';
import { testDevice } from '../testing/device';
import { mixtureTests, parityTests } from '../testing/parity-tests';

const backend = async () => createGpuBackend(await testDevice(), readShaders());

describe('the model on the GPU equals PyTorch', () => {
  parityTests('tiny', backend);
});

describe('Dual MoE on the GPU', () => {
  mixtureTests(backend);
});
