import { describe } from 'vitest';
import { readShaders } from '../../cli/shaders';
import { createGpuBackend } from '../gpu/backend';
import { testDevice } from '../testing/device';
import { bundledFolder, fixtureFolder } from '../testing/folder';
import { mixtureTests, parityTests } from '../testing/parity-tests';

const backend = async () => createGpuBackend(await testDevice(), readShaders());
const bundled = bundledFolder();

describe('the model on the GPU equals PyTorch', () => {
  parityTests(fixtureFolder('tiny'), backend);
});

// Absent only until training has exported the model; from then on a missing file fails.
if (bundled) {
  describe('the bundled model on the GPU equals PyTorch', { timeout: 300_000 }, () => {
    parityTests(bundled, backend);
  });
}

describe('Dual MoE on the GPU', () => {
  mixtureTests(backend);
});
