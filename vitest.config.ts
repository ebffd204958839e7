import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.gpu.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Kernels, on Dawn in Node. One process and no isolation between files, so that one device serves all.
        test: {
          name: 'kernels',
          include: ['src/**/*.gpu.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          isolate: false,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
