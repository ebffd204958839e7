import { describe, expect, test } from 'vitest';
import { fixtureFolder, jsonOf, textFile } from '../testing/folder';
import { FORBIDDEN } from '../ops/grammarDistances';
import { LIMITS } from './config';
import { buildGrammar, readGrammar, type Grammar } from './grammar';
import { stateRows } from './grammar-tables';
import { TOKEN } from './tokens';

const folder = fixtureFolder('tiny');
const exported = readGrammar(folder.get('grammar.json')!, 2048);
const ours = buildGrammar(2048, 18);

/** What a state leads to, by name, so that tables with more states can be compared. */
const rule = (g: Grammar, state: string) =>
  Object.fromEntries(
    g.next[g.states.indexOf(state)].flatMap((to, c) =>
      to === FORBIDDEN ? [] : [[g.classes[c], g.states[to]]],
    ),
  );

describe('the grammar', () => {
  test('is the one that training exports', () => {
    expect(ours.tokenClass.map((c) => ours.classes[c])).toEqual(
      exported.tokenClass.map((c) => exported.classes[c]),
    );
    for (const state of ours.states) {
      expect(rule(exported, state), state).toEqual(rule(ours, state));
      const axis = (g: Grammar) => g.locAxis[g.states.indexOf(state)];
      expect(axis(exported), state).toBe(axis(ours));
    }
    const start = (g: Grammar) => [g.states[g.start[0]], g.states[g.start[1]]];
    expect(start(exported)).toEqual(start(ours));
    expect(start(ours)).toEqual(['grounded', 'base']);
  });

  test('always leaves a way to <eos> within the limits', () => {
    const rows = stateRows(ours);
    const distance = (state: number) => rows[state * 4 + 3];
    expect(distance(ours.states.indexOf('done'))).toBe(0);
    expect(distance(ours.start[0])).toBeLessThanOrEqual(LIMITS.answer);
    // From every state some class leads one step nearer to the end.
    ours.next.forEach((row, state) => {
      if (row.every((to) => to === FORBIDDEN)) return;
      const nearest = Math.min(...row.filter((to) => to !== FORBIDDEN).map(distance));
      expect(nearest).toBe(distance(state) - 1);
    });
  });

  test('a text run is bounded from its first piece on, and only <find> counts as a finding', () => {
    const rows = stateRows(ours);
    const of = (state: string) => [...rows.subarray(ours.states.indexOf(state) * 4).subarray(0, 3)];
    expect(of('look_text_first')).toEqual([-1, LIMITS.text, 0]);
    expect(of('look_text')).toEqual([-1, LIMITS.text, 0]);
    expect(of('find_kind')).toEqual([-1, 0, 1]);
    expect(of('find_x1')).toEqual([2, 0, 0]);
  });

  test('prompt and reserved tokens are never allowed', () => {
    const forbidden = ours.classes.indexOf('FORBIDDEN');
    for (const token of [TOKEN.pad, TOKEN.bos, TOKEN.ja, TOKEN.readout, 31, 63]) {
      expect(ours.tokenClass[token]).toBe(forbidden);
    }
    expect(ours.next.every((row) => row[forbidden] === FORBIDDEN)).toBe(true);
  });

  test('a table that does not fit is refused', () => {
    const spoil: ((json: Record<string, unknown>) => void)[] = [
      (json) => (json.token_class as number[]).pop(),
      (json) => ((json.next as number[][])[3][1] = 200),
      (json) => (json.next as number[][])[5].pop(),
      (json) => (json.loc_axis as unknown[]).pop(),
      (json) => (json.forbidden = 254),
      (json) => ((json.start as Record<string, number>)['0'] = 99),
      (json) => ((json.classes as string[])[1] = 'WORDS'),
      (json) => delete json.states,
    ];
    for (const damage of spoil) {
      const json = jsonOf<Record<string, unknown>>(folder, 'grammar.json');
      damage(json);
      expect(() => readGrammar(textFile(JSON.stringify(json)), 2048)).toThrow(
        expect.objectContaining({ code: 'weights-format' }),
      );
    }
  });
});
