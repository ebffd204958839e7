import { describe } from 'vitest';
import { createReferenceBackend } from '../reference/backend';
import { mixtureTests, parityTests } from '../testing/parity-tests';

describe('the model on the reference backend equals PyTorch', () => {
  parityTests('tiny', () => Promise.resolve(createReferenceBackend()));
});

describe('Dual MoE on the reference backend', () => {
  mixtureTests(() => Promise.resolve(createReferenceBackend()));
});
