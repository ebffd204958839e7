import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { verify, sha256 } from '../inspection/log';
import { createApp, type App } from './app';
import { PhotoError, type LoadedPhoto } from './photo-decode';
import { statusOfItem } from './queue-item';
import { answerOf, scenes } from './testing/answers';
import { createFakeClient, type FakeAsk, type FakeClient } from './testing/fake-client';
import { FakeDevice } from './testing/storage';

vi.setConfig({ testTimeout: 30_000 });

const pixels = { data: new Uint8ClampedArray(100 * 100 * 4), width: 100, height: 100 };
const photoOf = (name: string): LoadedPhoto => ({
  name,
  size: { width: 100, height: 100 },
  scale: 1,
  image: {} as LoadedPhoto['image'],
  pixels: () => pixels,
});
const fileOf = (name: string) => new File([name], name, { type: 'image/jpeg' });

let device: FakeDevice;
let client: FakeClient;
let app: App;

async function page(): Promise<App> {
  client = createFakeClient();
  const next = createApp({
    client,
    records: await device.page(),
    decode: async (_, name) => {
      if (name.startsWith('bad')) throw new PhotoError({ code: 'photo-broken', name });
      return photoOf(name);
    },
  });
  void next.engine.getState().load();
  client.finishLoad();
  await next.restored;
  return next;
}

beforeEach(async () => {
  device = new FakeDevice();
  app = await page();
});

const add = (...names: string[]) => app.queue.getState().add(names.map(fileOf), 'file');
const until = async (what: () => unknown) => {
  for (let tries = 0; tries < 2000; tries++) {
    if (what()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it did not happen');
};
const finish = (ask: FakeAsk, scene = 'fail') =>
  ask.finish(answerOf(pixels, ask.options.question, scenes(pixels, true)[scene]));
const states = () => {
  const { conversations } = app.session.getState();
  const { reviews } = app.review.getState();
  return app.queue
    .getState()
    .items.map(({ ref }) => statusOfItem(conversations.get(ref), reviews.get(ref)).state);
};
const shown = () => app.photos.getState().photo?.name;
const review = () => app.review.getState().reviews.get(app.photos.getState().id ?? '');

/** Three photos, asked and answered. */
async function tray() {
  await add('a', 'b', 'c');
  void app.session.getState().ask('傷はどこ？');
  for (let i = 0; i < 3; i++) {
    await until(() => client.asks.length === i + 1);
    finish(client.asks[i]);
  }
  await until(() => states().every((state) => state === 'answered'));
  await until(() => app.review.getState().reviews.size === 3);
}

describe('the queue', () => {
  it('takes many, shows the first, and asks nothing by itself', async () => {
    await add('a', 'b', 'c');
    expect(app.queue.getState().items.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect([shown(), states(), client.asks.length]).toEqual(['a', ['waiting', 'waiting', 'waiting'], 0]);
  });

  it('asks the others what the first was asked, and logs each once', async () => {
    await tray();
    expect(shown()).toBe('a');
    expect(client.asks.map((ask) => ask.options.question)).toEqual(Array(3).fill('傷はどこ？'));
    await until(() => app.records.log.entries.length === 6);
    const types = app.records.log.entries.map((entry) => entry.type);
    expect(types.filter((type) => type === 'import')).toHaveLength(3);
    expect(types.filter((type) => type === 'infer')).toHaveLength(3);
    expect(await verify(app.records.log.entries, sha256)).toMatchObject({ ok: true });
  });

  it('a photo on its own is not asked by itself, also after a question', async () => {
    await add('a');
    void app.session.getState().ask('where?');
    await until(() => client.asks.length === 1);
    finish(client.asks[0]);
    await until(() => states()[0] === 'answered');
    await add('b');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([client.asks.length, shown(), app.session.getState().phase]).toEqual([1, 'b', 'idle']);
  });

  it('an answer goes on while another photo is looked at', async () => {
    await add('a', 'b');
    void app.session.getState().ask('where?');
    await until(() => client.asks.length === 1);
    await app.queue.getState().step(1);
    expect([shown(), app.session.getState().phase, states()[0]]).toEqual(['b', 'idle', 'asking']);
    finish(client.asks[0]);
    await until(() => states()[0] === 'answered');
    await app.queue.getState().step(-1);
    expect(app.session.getState()).toMatchObject({ phase: 'done', question: 'where?' });
  });

  it('whoever asks goes first; the photo that was pushed aside waits again', async () => {
    await add('a', 'b', 'c');
    void app.session.getState().ask('first');
    await until(() => client.asks.length === 1);
    finish(client.asks[0]);
    await until(() => client.asks.length === 2); // b, by itself
    void app.session.getState().ask('second'); // about a
    await until(() => client.asks.length === 3);
    expect(client.asks[1].options.signal?.aborted).toBe(true);
    expect(states()).toEqual(['asking', 'waiting', 'waiting']);
    finish(client.asks[2]);
    await until(() => client.asks.length === 4);
    expect(client.asks[3].options.question).toBe('second');
  });

  it('stop stops the queue too', async () => {
    await add('a', 'b');
    void app.session.getState().ask('where?');
    await until(() => client.asks.length === 1);
    app.session.getState().cancel();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([client.asks.length, states()]).toEqual([1, ['waiting', 'waiting']]);
  });

  it('leaves out what cannot be read, and what is there already', async () => {
    await add('a', 'bad', 'a', 'c');
    expect(app.queue.getState().items.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(app.queue.getState().reading).toEqual([]);
    expect(app.photos.getState().error).toMatchObject({ code: 'photo-broken', params: { name: 'bad' } });
  });
});

describe('review', () => {
  it('a decision is logged, and the next photo comes up', async () => {
    await tray();
    expect(await app.review.getState().conclude('accept')).toBe(true);
    await app.nextPhoto();
    expect([shown(), states()]).toEqual(['b', ['reviewed', 'answered', 'answered']]);
    expect(app.records.log.entries.at(-1)).toMatchObject({ type: 'decision', verdict: 'accept' });
  });

  it('a correction leaves the prediction as it was, and can be undone and redone', async () => {
    await tray();
    const before = structuredClone(review()?.prediction);
    const { act } = app.review.getState();
    const at = review()?.now;
    act({ type: 'begin' });
    act({ type: 'reshape', box: 'p2', to: { x0: 1, y0: 2, x1: 30, y1: 40 } });
    act({ type: 'commit' });
    act({ type: 'add', box: { x0: 50, y0: 50, x1: 60, y1: 60 }, label: 'pit' });
    expect(app.review.getState().selected).toBe('h1');
    act({ type: 'relabel', box: 'h1', label: 'hole' });
    const last = review()?.now;
    for (let i = 0; i < 3; i++) act({ type: 'undo' });
    expect(review()?.now).toEqual(at);
    for (let i = 0; i < 3; i++) act({ type: 'redo' });
    expect(review()?.now).toEqual(last);
    await app.review.getState().conclude('accept');
    expect(app.records.log.entries.at(-1)).toMatchObject({ verdict: 'correct', missed_added: 1 });
    expect(review()?.prediction).toEqual(before);
    const infer = app.records.log.entries.find((entry) => entry.type === 'infer');
    expect(infer?.boxes[0]).toMatchObject(before?.[0] ?? {});
  });

  it('a step in the list and its box on the photo are one selection', async () => {
    await tray();
    const selection = () => [app.session.getState().selected, app.review.getState().selected];
    app.session.getState().select(2);
    expect(selection()).toEqual([2, 'p2']);
    app.session.getState().select(1); // where it looked: no box of anybody's
    expect(selection()).toEqual([1, null]);
    app.review.getState().select('p3');
    expect(selection()).toEqual([3, 'p3']);
    app.review.getState().act({ type: 'add', box: { x0: 50, y0: 50, x1: 60, y1: 60 }, label: 'pit' });
    expect(selection()).toEqual([null, 'h1']);
  });

  it('a reason given afterwards is a decision in place of the first', async () => {
    await tray();
    await app.review.getState().conclude('reject');
    const first = app.records.log.entries.at(-1);
    await app.nextPhoto();
    await app.review.getState().giveReason('false-alarm');
    expect(app.records.log.entries.at(-1)).toMatchObject({
      verdict: 'reject',
      part: 'pass',
      reason_code: 'false-alarm',
      undo_of: first?.event_id,
    });
    expect(shown()).toBe('b');
  });

  it('comes back after the tab was killed', async () => {
    await tray();
    await app.review.getState().conclude('accept');
    await app.nextPhoto();
    app.review.getState().act({ type: 'delete', box: 'p3' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 30));
    app = await page();
    expect([shown(), states()]).toEqual(['b', ['reviewed', 'answered', 'answered']]);
    expect(review()?.now.boxes.map(({ status }) => status)).toEqual(['open', 'rejected']);
    expect(app.session.getState().steps.filter(({ kind }) => kind === 'find')).toHaveLength(2);
    app.review.getState().act({ type: 'undo' });
    expect(review()?.now.boxes.map(({ status }) => status)).toEqual(['open', 'open']);
  });
});
