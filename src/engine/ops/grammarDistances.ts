import { EngineError } from '../errors';

/** Marks a forbidden class in `GrammarTables.transitions`. */
export const FORBIDDEN = 255;

/**
 * Fewest tokens from each state to the end (a state without transitions): the `distance` column of
 * `GrammarTables.states`, by which `sample` keeps room to finish an answer.
 *
 * @param transitions next state for [state][class], 255 = forbidden
 * @throws EngineError 'weights-format' if some state cannot reach an end
 */
export function grammarDistances(
  transitions: ArrayLike<number>,
  stateCount: number,
  classCount: number,
): number[] {
  const nextOf = (state: number): number[] => {
    const row = Array.from({ length: classCount }, (_, c) => transitions[state * classCount + c]);
    return row.filter((next) => next !== FORBIDDEN);
  };
  const distance = Array.from({ length: stateCount }, (_, s) => (nextOf(s).length === 0 ? 0 : Infinity));
  // The longest shortest path visits every state once.
  for (let round = 0; round < stateCount; round++) {
    for (let s = 0; s < stateCount; s++) {
      for (const next of nextOf(s)) distance[s] = Math.min(distance[s], distance[next] + 1);
    }
  }
  const stuck = distance.findIndex((d) => d === Infinity);
  if (stuck >= 0) throw new EngineError('weights-format', `grammar: state ${stuck} cannot reach the end`);
  return distance;
}
