import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../box';
import { entryProblem, seal, sha256, stamp, EMPTY, type DecisionBody } from '../log';
import { boxAt, fakeClock, origin, ref } from '../testing/log-entries';
import { canRedo, canUndo, decide, reduce, restoreReview, startReview } from '.';
import type { Review, ReviewAction } from '.';

const size = { width: 640, height: 480 };
const photo = { image_ref: ref(1), size };
const boxes = [boxAt('p1', 10), boxAt('p2', 100, 0.7, 'crack'), boxAt('dim', 300, 0.3)];
const answer = { infer_ref: 'E1', boxes };
const play = (actions: ReviewAction[], from: Review = startReview(photo, answer)) =>
  actions.reduce(reduce, from);
const decision = (review: Review, more: Partial<Parameters<typeof decide>[1]> = {}) =>
  decide(review, { threshold: 0.5, reviewMs: 1234.4, aiVisible: true, ...more });
const actionsOf = (body: DecisionBody) => body.per_box.map(({ box_id, action }) => [box_id, action]);
const box = (review: Review, id: string) => review.now.boxes.find((one) => one.id === id);

describe('the prediction', () => {
  it('is never changed, whatever a person does', () => {
    const before = structuredClone(boxes);
    const review = play([
      { type: 'move', box: 'p1', by: { x: 5, y: 5 } },
      { type: 'relabel', box: 'p2', label: 'rust' },
      { type: 'delete', box: 'p2' },
      { type: 'reject' },
    ]);
    expect(review.prediction).toEqual(before);
  });

  it('is no undo step: boxes that come in later survive undo, touched ones stay as they are', () => {
    const early = play(
      [
        { type: 'receive', infer_ref: null, boxes: boxes.slice(0, 1) },
        { type: 'move', box: 'p1', by: { x: 7, y: 0 } },
        { type: 'receive', infer_ref: null, boxes },
        { type: 'receive', infer_ref: 'E1', boxes },
      ],
      startReview(photo),
    );
    expect(box(early, 'p1')?.box.x0).toBe(17);
    expect(early.past).toHaveLength(1);
    const undone = reduce(early, { type: 'undo' });
    expect(undone.now.boxes.map((one) => one.id)).toEqual(['p1', 'p2', 'dim']);
    expect(box(undone, 'p1')).toMatchObject({ status: 'open', box: { x0: 10 } });
    expect(canUndo(undone)).toBe(false);
  });

  it('a new answer frees what a person accepted, and forgets what they rejected', () => {
    const review = play([
      { type: 'relabel', box: 'p1', label: 'rust' },
      { type: 'reject', box: 'p2' },
      { type: 'add', box: { x0: 1, y0: 1, x1: 9, y1: 9 }, label: 'pit' },
      { type: 'receive', infer_ref: 'E2', boxes: [boxAt('p1', 400)] },
    ]);
    expect(review.now.boxes.map(({ id, predicted, label }) => [id, predicted, label])).toEqual([
      ['p1', 'p1', 'scratch'],
      ['p1@before-E2', null, 'rust'],
      ['h1', null, 'pit'],
    ]);
  });
});

describe('gestures', () => {
  it('one gesture is one step, however many moves it has', () => {
    const review = play([
      { type: 'begin' },
      ...[1, 2, 3].map((x): ReviewAction => ({ type: 'move', box: 'p1', by: { x, y: 0 } })),
      { type: 'commit' },
    ]);
    expect(box(review, 'p1')?.box.x0).toBe(16);
    expect(review.past).toHaveLength(1);
    expect(box(reduce(review, { type: 'undo' }), 'p1')?.box.x0).toBe(10);
  });

  it('cancelled, or undone while it runs, it leaves nothing', () => {
    for (const end of ['cancel', 'undo'] as const) {
      const review = play([
        { type: 'begin' },
        { type: 'move', box: 'p1', by: { x: 9, y: 9 } },
        { type: end },
      ]);
      expect(review).toEqual(startReview(photo, answer));
    }
  });

  it('a drag back to where it began is no step, nor is an action without effect', () => {
    const review = play([
      { type: 'accept', box: 'p1' },
      { type: 'begin' },
      { type: 'move', box: 'p1', by: { x: 9, y: 0 } },
      { type: 'move', box: 'p1', by: { x: -9, y: 0 } },
      { type: 'commit' },
      { type: 'relabel', box: 'p1', label: 'scratch' },
      { type: 'move', box: 'nobody', by: { x: 1, y: 1 } },
      { type: 'comment', text: '' },
      { type: 'accept' },
    ]);
    expect(review.past).toHaveLength(1);
  });

  it('a tab killed in the middle of one comes back as it was before it', () => {
    const killed = play([
      { type: 'comment', text: 'a' },
      { type: 'begin' },
      { type: 'move', box: 'p1', by: { x: 9, y: 0 } },
    ]);
    const back = restoreReview(structuredClone(killed));
    expect(back).toEqual(play([{ type: 'comment', text: 'a' }]));
    expect(restoreReview({ ...killed, now: { boxes: 'x' } })).toBeNull();
    expect(restoreReview(null)).toBeNull();
  });

  it('undo to the start and redo to the end, for any actions', () => {
    const id = fc.constantFrom('p1', 'p2', 'dim', 'h1', 'h2');
    const by = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.double() });
    const edits: fc.Arbitrary<ReviewAction> = fc.oneof(
      fc.record({ type: fc.constant('move' as const), box: id, by }),
      fc.record({
        type: fc.constant('resize' as const),
        box: id,
        by,
        handle: fc.constantFrom('nw' as const, 'e' as const),
      }),
      fc.record({ type: fc.constant('delete' as const), box: id }),
      fc.record({ type: fc.constant('relabel' as const), box: id, label: fc.constantFrom('a', 'b') }),
      fc.record({ type: fc.constant('comment' as const), text: fc.string() }),
      fc.constant<ReviewAction>({ type: 'add', box: { x0: 5, y0: 5, x1: 30, y1: 30 }, label: 'pit' }),
      fc.constantFrom<ReviewAction>({ type: 'reject' }, { type: 'accept' }),
    );
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 30 }), (actions) => {
        const start = startReview(photo, answer);
        const end = play(actions);
        let review = end;
        while (canUndo(review)) review = reduce(review, { type: 'undo' });
        expect(review.now).toEqual(start.now);
        while (canRedo(review)) review = reduce(review, { type: 'redo' });
        expect(review.now).toEqual(end.now);
        for (const { box } of end.now.boxes) expect(inside(box)).toBe(true);
      }),
    );
  });

  it('a new step ends redo; numbers of drawn boxes are not used twice', () => {
    const add: ReviewAction = { type: 'add', box: { x0: 5, y0: 5, x1: 30, y1: 30 }, label: 'pit' };
    const review = play([add, { type: 'undo' }, add]);
    expect(review.now.boxes.at(-1)?.id).toBe('h2');
    expect(canRedo(review)).toBe(false);
  });
});

const inside = ({ x0, y0, x1, y1 }: Box) =>
  x0 >= 0 && y0 >= 0 && x0 < x1 && y0 < y1 && x1 <= 640 && y1 <= 480;

describe('the decision', () => {
  it('untouched: accepted, and a dim box is not decided about', () => {
    const body = decision(startReview(photo, answer));
    expect(body).toMatchObject({ verdict: 'accept', part: 'fail', missed_added: 0, review_ms: 1234 });
    expect(actionsOf(body)).toEqual([
      ['p1', 'kept'],
      ['p2', 'kept'],
    ]);
    expect(body.boxes?.map((one) => one.id)).toEqual(['p1', 'p2']);
  });

  it('follows the threshold the person had', () => {
    expect(actionsOf(decision(startReview(photo, answer), { threshold: 0.8 }))).toEqual([['p1', 'kept']]);
    expect(decision(startReview(photo, answer), { threshold: 0.95 })).toMatchObject({
      part: 'pass',
      boxes: [],
    });
  });

  it('says what became of each box', () => {
    const body = decision(
      play([
        { type: 'move', box: 'p1', by: { x: 20, y: 0 } },
        { type: 'relabel', box: 'p2', label: 'rust' },
        { type: 'accept', box: 'dim' },
        { type: 'add', box: { x0: 5, y0: 5, x1: 30, y1: 30 }, label: 'pit' },
        { type: 'comment', text: ' 端 ' },
      ]),
    );
    expect(body).toMatchObject({ verdict: 'correct', comment: '端', missed_added: 2 });
    expect(actionsOf(body)).toEqual([
      ['p1', 'moved'],
      ['p2', 'relabelled'],
      ['dim', 'added'],
      ['h1', 'added'],
    ]);
    expect(body.per_box[0]).toMatchObject({ before: { x0: 10 }, after: { x0: 30 } });
    expect(body.per_box[0].iou).toBeCloseTo(1 / 3);
    expect(body.per_box[2]).toMatchObject({ predicted_id: 'dim', iou: 1 });
    const resized = play([
      { type: 'resize', box: 'p1', handle: 'se', by: { x: 5, y: 5 } },
      { type: 'delete', box: 'p2' },
    ]);
    expect(actionsOf(decision(resized))).toEqual([
      ['p1', 'resized'],
      ['p2', 'deleted'],
    ]);
  });

  it('rejected as a whole, the truth is known only for a false alarm', () => {
    expect(decision(play([{ type: 'reject' }]))).toMatchObject({
      verdict: 'reject',
      part: null,
      boxes: null,
    });
    const alarm = decision(play([{ type: 'reject', reason: 'false-alarm' }]));
    expect(alarm).toMatchObject({ verdict: 'reject', part: 'pass', boxes: [], reason_code: 'false-alarm' });
    const taken = play([{ type: 'reject', reason: 'other' }, { type: 'accept' }]);
    expect(decision(taken)).toMatchObject({ verdict: 'accept', part: 'fail' });
    const one = play([{ type: 'reject' }, { type: 'accept', box: 'p1' }]);
    expect(decision(one)).toMatchObject({ verdict: 'correct', part: 'fail' });
  });

  it('every box rejected by itself: there is no defect', () => {
    const body = decision(
      play([
        { type: 'reject', box: 'p1' },
        { type: 'delete', box: 'p2' },
      ]),
    );
    expect(body).toMatchObject({ verdict: 'reject', part: 'pass', boxes: [] });
  });

  it('no defect found, and the person agrees, or rejects that without a box', () => {
    const clean = startReview(photo, { infer_ref: 'E1', boxes: [] });
    expect(decision(clean)).toMatchObject({ verdict: 'accept', part: 'pass', boxes: [] });
    expect(decision(play([{ type: 'reject', reason: 'missed' }], clean))).toMatchObject({
      verdict: 'reject',
      boxes: null,
    });
  });

  it('skipped: nothing is said', () => {
    expect(decision(play([{ type: 'delete', box: 'p1' }]), { skip: true })).toMatchObject({
      verdict: 'skip',
      part: null,
      boxes: null,
      per_box: [],
    });
  });

  it('made again, names the one before it; fits the log', async () => {
    const body = decision(play([{ type: 'decided', event_id: 'D1' }]));
    expect(body.undo_of).toBe('D1');
    const entry = await seal({ ...stamp(fakeClock(), origin), ...body }, EMPTY, sha256);
    expect(entryProblem(entry)).toBeNull();
  });
});
