/** The grammar as parameters of the `sample` op. */
import type { Backend, GrammarTables } from '../ops/backend';
import { FORBIDDEN, grammarDistances } from '../ops/grammarDistances';
import { LIMITS } from './config';
import type { Grammar } from './grammar';
import { LOC_BINS, LOC_FIRST, TOKEN } from './tokens';

/** One row of `GrammarTables.states` for each state. */
export function stateRows(grammar: Grammar): Float32Array {
  const text = grammar.classes.indexOf('TEXT');
  const find = grammar.classes.indexOf('FIND');
  const findings = new Set(grammar.next.map((row) => row[find]).filter((to) => to !== FORBIDDEN));
  const distances = grammarDistances(grammar.next.flat(), grammar.states.length, grammar.classes.length);
  return Float32Array.from(
    grammar.states.flatMap((_, state) => [
      grammar.locAxis[state],
      grammar.next[state][text] === FORBIDDEN ? 0 : LIMITS.text,
      findings.has(state) ? 1 : 0,
      distances[state],
    ]),
  );
}

/** Per state: 1 where the answer looks, 2 where it finds (no region twice), 0 where a location is free. */
export const boundStates = (grammar: Grammar): Float32Array =>
  Float32Array.from(grammar.states, (name, i) =>
    grammar.locAxis[i] < 0 ? 0 : name.startsWith('look_') ? 1 : name.startsWith('find_') ? 2 : 0,
  );

/** Uploads the grammar. @throws EngineError 'weights-format' if some state cannot reach the end */
export function uploadGrammar(backend: Backend, grammar: Grammar): GrammarTables {
  const { tokenClass, next, states, classes } = grammar;
  return {
    classes: backend.weight('grammar.classes', [tokenClass.length], Float32Array.from(tokenClass)),
    transitions: backend.weight(
      'grammar.next',
      [states.length, classes.length],
      Float32Array.from(next.flat()),
    ),
    states: backend.weight('grammar.states', [states.length, 4], stateRows(grammar)),
    bound: backend.weight('grammar.bound', [states.length], boundStates(grammar)),
    findToken: TOKEN.find,
    stateCount: states.length,
    classCount: classes.length,
    locFirst: LOC_FIRST,
    locBins: LOC_BINS,
    maxText: LIMITS.text,
    maxFindings: LIMITS.findings,
    maxTokens: LIMITS.answer,
  };
}
