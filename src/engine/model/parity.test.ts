import { describe } from 'vitest';
import { createReferenceBackend } from '../reference/backend';
import { parityTests } from '../testing/parity-tests';

describe('the model on the reference backend equals PyTorch', () => {
  parityTests('tiny', () => Promise.resolve(createReferenceBackend()));
});
