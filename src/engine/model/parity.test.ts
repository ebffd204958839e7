import { describe } from 'vitest';
import { createReferenceBackend } from '../reference/backend';
import { fixtureFolder } from '../testing/folder';
import { mixtureTests, parityTests } from '../testing/parity-tests';

const backend = () => Promise.resolve(createReferenceBackend());

describe('the model on the reference backend equals PyTorch', () => {
  parityTests(fixtureFolder('tiny'), backend);
});

describe('Dual MoE on the reference backend', () => {
  mixtureTests(backend);
});
