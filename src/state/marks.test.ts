import { describe, expect, it } from 'vitest';
import { reduce, startReview, type Review } from '../inspection/review';
import type { AnswerStep } from '../worker/client';
import { marksOf } from './marks';
import { outcomeAt } from './status';

const box = (x0: number) => ({ x0, y0: 0, x1: x0 + 10, y1: 10 });
const find = (index: number, score: number): AnswerStep => ({
  index,
  kind: 'find',
  text: '',
  complete: true,
  box: box(index * 20),
  label: 'scratch',
  score,
});
const steps = [find(1, 0.9), find(2, 0.4)];
const done = { phase: 'done' as const, steps, answer: null };
const predicted = steps.map(({ index, score = 0 }) => ({
  id: `p${index}`,
  label: 'scratch',
  score,
  ...box(index * 20),
}));
const photo = { image_ref: 'a', size: { width: 100, height: 100 } };
const review = startReview(photo, { infer_ref: 'e1', boxes: predicted });
const standings = (of: Review | undefined, threshold = 0.5) =>
  marksOf(done, of, threshold).map(({ id, standing }) => `${id} ${standing}`);

describe('marks', () => {
  it('are the answer while it is written, dim below the threshold', () => {
    expect(standings(undefined)).toEqual(['p1 model', 'p2 dim']);
    expect(standings(undefined, 0.95)).toEqual(['p1 dim', 'p2 dim']);
  });

  it('keep what a person drew while the model is asked again', () => {
    const drawn = reduce(review, { type: 'add', box: box(60), label: 'pit' });
    const now = marksOf({ phase: 'thinking', steps: [] }, drawn, 0.5);
    expect(now).toMatchObject([{ id: 'h1', standing: 'human', label: 'pit' }]);
  });

  it('say whose a box is, and where the model had it', () => {
    const moved = reduce(review, { type: 'move', box: 'p2', by: { x: 5, y: 0 } });
    expect(standings(moved)).toEqual(['p1 model', 'p2 human']);
    expect(marksOf(done, moved, 0.5)[1].was).toMatchObject(box(40));
    expect(standings(reduce(moved, { type: 'delete', box: 'p1' }))).toEqual(['p1 gone', 'p2 human']);
    expect(standings(reduce(moved, { type: 'undo' }))).toEqual(['p1 model', 'p2 dim']);
  });

  it('a box that a person has accepted is theirs, at any threshold', () => {
    const accepted = reduce(review, { type: 'accept', box: 'p2' });
    expect(standings(accepted, 0.99)).toEqual(['p1 dim', 'p2 human']);
  });
});

describe('the verdict under a threshold set by hand', () => {
  const said = (verdict: 'pass' | 'fail') => ({
    ...done,
    steps: [...steps, { index: 3, kind: 'verdict' as const, text: '', complete: true, verdict }],
  });

  it('is the model’s own where nobody has set one', () => {
    expect(outcomeAt(said('pass'), null)).toBe('pass');
  });

  it('follows the boxes that count', () => {
    expect(outcomeAt(said('pass'), 0.3)).toBe('fail');
    expect(outcomeAt(said('fail'), 0.3)).toBe('fail');
    expect(outcomeAt(said('fail'), 0.95)).toBe('review');
  });
});
