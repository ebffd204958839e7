import type { GrammarTables } from '../../ops/backend';
import { FORBIDDEN, grammarDistances } from '../../ops/grammarDistances';
import type { Bench } from '../bench';

// A small grammar of the answers' shape. Tokens: 0 forbidden, 1 <look>, 2 <find>, 3 <verdict>, 4 <eos>, 5 <box>,
// 6.. kinds, then location bins, then text.
export const KINDS = 3;
export const LOC_FIRST = 6 + KINDS;

const CLASSES = ['none', 'look', 'find', 'verdict', 'eos', 'box', 'kind', 'loc', 'text'] as const;
type Rules = Record<string, Partial<Record<(typeof CLASSES)[number], string>>>;

const RULES: Rules = {
  start: { look: 'look_x0', box: 'only_x0' },
  look_x0: { loc: 'look_y0' },
  look_y0: { loc: 'look_x1' },
  look_x1: { loc: 'look_y1' },
  look_y1: { loc: 'first_text' },
  first_text: { text: 'text' },
  text: { text: 'text', find: 'find_kind', verdict: 'last_text' },
  find_kind: { kind: 'look_x0' },
  last_text: { text: 'last_text', eos: 'done' },
  only_x0: { loc: 'only_y0' },
  only_y0: { loc: 'only_x1' },
  only_x1: { loc: 'only_y1' },
  only_y1: { loc: 'end' },
  end: { eos: 'done' },
  done: {},
};

export const STATES = Object.keys(RULES);

/** Grammar tables for `vocabulary` tokens, `locBins` of them location bins. */
export function testGrammar(
  t: Bench,
  vocabulary: number,
  locBins: number,
  limits: Limits,
  bound: 0 | 1 | 2 = 0,
): GrammarTables {
  const classOf = (v: number): (typeof CLASSES)[number] => {
    if (v < 6) return CLASSES[v];
    if (v < LOC_FIRST) return 'kind';
    return v < LOC_FIRST + locBins ? 'loc' : 'text';
  };
  const classes = Array.from({ length: vocabulary }, (_, v) => CLASSES.indexOf(classOf(v)));
  const transitions = STATES.flatMap((s) =>
    CLASSES.map((c) => {
      const next = RULES[s][c];
      return next === undefined ? FORBIDDEN : STATES.indexOf(next);
    }),
  );
  const distances = grammarDistances(transitions, STATES.length, CLASSES.length);
  const states = STATES.flatMap((s, i) => [
    ['x0', 'y0', 'x1', 'y1'].indexOf(s.slice(-2)),
    s.endsWith('text') ? limits.maxText : 0,
    s === 'find_kind' ? 1 : 0,
    distances[i],
  ]);
  return {
    classes: t.weight([vocabulary], 'f32', classes),
    transitions: t.weight([STATES.length, CLASSES.length], 'f32', transitions),
    states: t.weight([STATES.length, 4], 'f32', states),
    bound: t.weight(
      [STATES.length],
      'f32',
      STATES.map((s) => (s.startsWith('only_') ? 0 : /_[xy][01]$/.test(s) ? bound : 0)),
    ),
    findToken: 2,
    stateCount: STATES.length,
    classCount: CLASSES.length,
    locFirst: LOC_FIRST,
    locBins,
    maxText: limits.maxText,
    maxFindings: limits.maxFindings,
    maxTokens: limits.maxTokens,
  };
}

export interface Limits {
  maxText: number;
  maxFindings: number;
  maxTokens: number;
}
