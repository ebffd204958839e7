/**
 * The answer grammar as a table: token -> class, (state, class) -> state. Generation masks every token that the
 * table forbids, so no malformed answer can be produced. The same table is exported by training/scout/language.
 *
 *   grounded := <surface> text <look> L4 text (<find> kind L4 text)* <verdict> (<pass>|<fail>|<review>) text <eos>
 *             | <cannot> text <verdict> <review> text <eos>
 *   base     := <say> text <eos> | <box> L4 <eos>          L4 := x0 y0 x1 y1, x1 > x0, y1 > y0
 */
import { EngineError } from '../errors';
import { FORBIDDEN } from '../ops/grammarDistances';
import { Fields, parseJson } from '../weights/fields';
import { KIND_FIRST, LOC_FIRST, TEXT_FIRST, TOKEN } from './tokens';

/** Token classes. 0 is what no state accepts (padding, prompt tokens, reserved ids). */
export const CLASSES = [
  'FORBIDDEN',
  'TEXT',
  'LOC',
  'KIND',
  'SURFACE',
  'LOOK',
  'FIND',
  'VERDICT',
  'PASS',
  'FAIL',
  'REVIEW',
  'SAY',
  'CANNOT',
  'BOX',
  'EOS',
] as const;
export type TokenClass = (typeof CLASSES)[number];

const AXES = ['x0', 'y0', 'x1', 'y1'] as const;

/** A grammar: data only, as grammar.json has it. */
export interface Grammar {
  classes: readonly string[];
  /** Class of every token, [vocab]. */
  tokenClass: readonly number[];
  states: readonly string[];
  /** next[state][class]: a state, or FORBIDDEN. */
  next: readonly (readonly number[])[];
  /** The coordinate that a state emits: 0 x0, 1 y0, 2 x1, 3 y1, or -1. */
  locAxis: readonly number[];
  /** First state by alpha: grounded for 0, base for 1. */
  start: { 0: number; 1: number };
}

type Rules = Record<string, Partial<Record<TokenClass, string>>>;

/** state -> {class: next state}. Every text run holds at least one piece. */
function rules(): Rules {
  const table: Rules = {};
  const text = (name: string, then: Rules[string]) => {
    table[`${name}_first`] = { TEXT: name };
    table[name] = { TEXT: name, ...then };
  };
  const box = (name: string, then: string) => {
    AXES.forEach((axis, i) => {
      table[`${name}_${axis}`] = { LOC: i < 3 ? `${name}_${AXES[i + 1]}` : then };
    });
  };
  table.grounded = { SURFACE: 'surface_text_first', CANNOT: 'cannot_text_first' };
  text('surface_text', { LOOK: 'look_x0' });
  box('look', 'look_text_first');
  text('look_text', { FIND: 'find_kind', VERDICT: 'verdict_clean' });
  table.find_kind = { KIND: 'find_x0' };
  box('find', 'find_text_first');
  text('find_text', { FIND: 'find_kind', VERDICT: 'verdict_found' });
  // A verdict never contradicts what was found.
  table.verdict_clean = { PASS: 'last_text_first', REVIEW: 'last_text_first' };
  table.verdict_found = { FAIL: 'last_text_first', REVIEW: 'last_text_first' };
  text('cannot_text', { VERDICT: 'verdict_cannot' });
  table.verdict_cannot = { REVIEW: 'last_text_first' };
  text('last_text', { EOS: 'done' });
  table.base = { SAY: 'last_text_first', BOX: 'area_x0' };
  box('area', 'area_end');
  table.area_end = { EOS: 'done' };
  table.done = {};
  return table;
}

function classOf(token: number, kinds: number): TokenClass {
  if (token >= TEXT_FIRST) return 'TEXT';
  if (token >= LOC_FIRST) return 'LOC';
  if (token >= KIND_FIRST) return token < KIND_FIRST + kinds ? 'KIND' : 'FORBIDDEN';
  const name = Object.entries(TOKEN)
    .find(([, id]) => id === token)?.[0]
    .toUpperCase();
  return CLASSES.find((c) => c === name) ?? 'FORBIDDEN';
}

/** The grammar above for a vocabulary of `vocab` tokens of which `kinds` are defect kinds. */
export function buildGrammar(vocab: number, kinds: number): Grammar {
  const table = rules();
  const states = Object.keys(table);
  const next = states.map((state) =>
    CLASSES.map((c) => {
      const to = table[state][c];
      return to === undefined ? FORBIDDEN : states.indexOf(to);
    }),
  );
  return {
    classes: CLASSES,
    tokenClass: Array.from({ length: vocab }, (_, token) => CLASSES.indexOf(classOf(token, kinds))),
    states,
    next,
    locAxis: states.map((state) => AXES.findIndex((axis) => state.endsWith(`_${axis}`))),
    start: { 0: states.indexOf('grounded'), 1: states.indexOf('base') },
  };
}

/** Reads a model folder's grammar.json. @throws EngineError 'weights-format' when a table does not fit */
export function readGrammar(buffer: ArrayBuffer, vocab: number): Grammar {
  const file = 'grammar.json';
  const json = new Fields(parseJson(buffer, file), file);
  const start = json.object('start');
  const strings = (key: string) =>
    json.list(key).map((item) => (typeof item === 'string' ? item : json.fail(key, 'not a string')));
  const grammar: Grammar = {
    classes: strings('classes'),
    tokenClass: json.numbers('token_class', vocab),
    states: strings('states'),
    next: json.list('next').map((row) => new Fields({ row }, `${file} next`).numbers('row')),
    locAxis: json.list('loc_axis').map((axis) => AXES.findIndex((name) => name === axis)),
    start: { 0: start.number('0'), 1: start.number('1') },
  };
  checkGrammar(grammar, json.number('forbidden'));
  return grammar;
}

function checkGrammar(g: Grammar, forbidden: number): void {
  const within = (limit: number) => (n: number) => Number.isInteger(n) && n >= 0 && n < limit;
  const isState = within(g.states.length);
  const rows = g.next.length === g.states.length && g.next.every((row) => row.length === g.classes.length);
  const ok =
    forbidden === FORBIDDEN &&
    g.states.length < FORBIDDEN &&
    rows &&
    g.next.flat().every((to) => to === FORBIDDEN || isState(to)) &&
    g.locAxis.length === g.states.length &&
    g.tokenClass.every(within(g.classes.length)) &&
    isState(g.start[0]) &&
    isState(g.start[1]) &&
    CLASSES.every((c) => c === 'FORBIDDEN' || g.classes.includes(c));
  if (!ok)
    throw new EngineError('weights-format', 'grammar.json: the tables do not fit together', {
      file: 'grammar.json',
    });
}
