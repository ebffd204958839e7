import { describe, expect, test } from 'vitest';
import type { AnswerStep } from '../api';
import { fixtureFolder } from '../testing/folder';
import { AnswerWriter } from './answer-writer';
import { letterboxOf } from './letterbox';
import { readTokenizer } from './tokenizer';
import { KIND_FIRST, LOC_FIRST, TOKEN } from './tokens';

const tokenizer = readTokenizer(fixtureFolder('tiny').get('tokenizer.json')!, 2048);

/** Tokens of an answer: names, {text}, {loc} with its mean. */
type Item =
  | keyof typeof TOKEN
  | { text: string }
  | { loc: number; mean?: number; deviation?: number }
  | { kind: number };

function write(items: Item[], reviewBelow = 0.6) {
  const heard: AnswerStep[] = [];
  const writer = new AnswerWriter({
    tokenizer,
    letterbox: letterboxOf(512, 256, 256),
    proposals: [{ box: { x0: 0.25, y0: 0.3, x1: 0.5, y1: 0.6 }, score: 0.9 }],
    kinds: ['defect', 'scratch'],
    coefficients: [0, 1, 0, 0, 0],
    regionBoxWeight: 0,
    reviewBelow,
    onStep: (step) => heard.push(step),
  });
  const push = (token: number, mean = 0, deviation = 0) =>
    writer.push({ token, probability: 0.5, mean, deviation });
  for (const item of items) {
    if (typeof item === 'string') push(TOKEN[item]);
    else if ('text' in item) tokenizer.encode(item.text).forEach((id) => push(id));
    else if ('kind' in item) push(KIND_FIRST + item.kind);
    else push(LOC_FIRST + item.loc, item.mean ?? item.loc, item.deviation);
  }
  return { writer, heard };
}

// The square is 256 px for 512 x 256 photo pixels, bars of 64 above and below: y0 of bin b is (b/255*256 - 64) * 2.
const box: Item[] = [
  { loc: 64, mean: 63.75 },
  { loc: 80, mean: 76.5 },
  { loc: 128, mean: 127.5 },
  { loc: 153, deviation: 2 },
];
const grounded: Item[] = [
  'surface',
  { text: 'steel' },
  'look',
  ...box,
  { text: 'a line' },
  'find',
  { kind: 1 },
  ...box,
  { text: '傷' },
  'verdict',
  'fail',
  { text: 'too long' },
  'eos',
];

describe('AnswerWriter', () => {
  test('writes the steps of a grounded answer', () => {
    const { writer } = write(grounded);
    expect(writer.steps.map(({ kind, text, complete }) => [kind, text, complete])).toEqual([
      ['surface', 'steel', true],
      ['look', 'a line', true],
      ['find', '傷', true],
      ['verdict', 'too long', true],
    ]);
    expect(writer.verdict).toBe('fail');
    const find = writer.steps[2];
    expect(find.label).toBe('scratch');
    expect(find.score).toBeCloseTo(0.9, 6);
    expect(writer.steps[1].score).toBeUndefined();
  });

  test('boxes sit at the expectation, in photo pixels, clamped, with their spread', () => {
    const { box, spread } = write(grounded).writer.steps[1];
    expect(box!.x0).toBeCloseTo(128, 6);
    expect(box!.y0).toBeCloseTo((0.3 * 256 - 64) * 2, 6);
    expect(box!.x1).toBeCloseTo(256, 6);
    expect(box!.y1).toBeCloseTo((0.6 * 256 - 64) * 2, 6);
    expect(spread!.y1).toBeCloseTo((2 / 255) * 512, 6);
    const outside = write(['look', { loc: 0 }, { loc: 0 }, { loc: 255 }, { loc: 255 }]).writer.steps[0].box;
    expect(outside).toEqual({ x0: 0, y0: 0, x1: 512, y1: 256 });
  });

  test('expectations that cross give way to the bins', () => {
    const crossed: Item[] = [{ loc: 10, mean: 12 }, { loc: 100 }, { loc: 11, mean: 11.5 }, { loc: 140 }];
    const { box } = write(['look', ...crossed]).writer.steps[0];
    expect(box!.x1).toBeGreaterThan(box!.x0);
    expect(box!.x0).toBeCloseTo((10 / 255) * 512, 6);
  });

  test('streams growing steps, whole characters only, one at a time', () => {
    const { heard, writer } = write([...grounded.slice(0, -1), { text: '鑢' }, 'eos']);
    for (let i = 1; i < heard.length; i++) {
      expect(heard[i].index).toBeGreaterThanOrEqual(heard[i - 1].index);
      if (heard[i].index === heard[i - 1].index)
        expect(heard[i].text.startsWith(heard[i - 1].text)).toBe(true);
    }
    expect(heard.every(({ text }) => !text.includes('\ufffd'))).toBe(true);
    for (const step of writer.steps) {
      expect(heard.filter(({ index, complete }) => index === step.index && complete)).toEqual([step]);
    }
  });

  test('an unsure best finding turns the verdict into review', () => {
    const { writer } = write(grounded, 0.95);
    expect(writer.verdict).toBe('review');
    expect(writer.steps[3].verdict).toBe('review');
  });

  test('base answers: words, or an area without words; no verdict', () => {
    expect(write(['say', { text: 'steel plate' }, 'eos']).writer).toMatchObject({
      verdict: null,
      steps: [{ kind: 'say', text: 'steel plate', complete: true }],
    });
    expect(write(['box', ...box, 'eos']).writer.steps).toMatchObject([
      { kind: 'look', text: '', complete: true },
    ]);
  });
});
