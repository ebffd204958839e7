import { expect, test } from 'vitest';
import { FORBIDDEN as no, grammarDistances } from './grammarDistances';

test('fewest tokens to the end, by the shortest of several ways', () => {
  // 0 -> 1 or 3; 1 -> 2; 2 -> 2 or 3; 3 is the end
  const transitions = [
    [1, 3],
    [2, no],
    [2, 3],
    [no, no],
  ].flat();
  expect(grammarDistances(transitions, 4, 2)).toEqual([1, 2, 1, 0]);
});

test('a state from which there is no end is refused', () => {
  expect(() => grammarDistances([1, 0, no], 3, 1)).toThrow('state 0 cannot reach the end');
});
