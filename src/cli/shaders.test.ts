import { expect, test } from 'vitest';
import { shaders } from '../worker/shaders';
import { readShaders } from './shaders';

test('the page and the command line get the same shaders under the same names', () => {
  expect(readShaders()).toEqual(shaders);
});

test('no shader is longer than 200 lines', () => {
  const long = Object.entries(readShaders()).filter(([, source]) => source.split('\n').length > 201);
  expect(long.map(([name]) => name)).toEqual([]);
});
