import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError, type AnswerStep } from '../worker/client';
import { createApp, type App } from './app';
import { PhotoError, type LoadedPhoto } from './photo-decode';
import { findingsOf, litStep, outcomeOf, statusOf } from './status';
import { answerOf, scenes } from './testing/answers';
import { createFakeClient, type FakeClient } from './testing/fake-client';

const pixels = { data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 };
const photoOf = (name: string, scale = 1): LoadedPhoto => ({
  name,
  size: { width: 4 / scale, height: 4 / scale },
  scale,
  image: {} as LoadedPhoto['image'],
  pixels: () => pixels,
});

let client: FakeClient;
let app: App;
let scale = 1;

beforeEach(() => {
  client = createFakeClient();
  scale = 1;
  app = createApp({
    client,
    decode: async (file, name) => {
      if (file.size === 0) throw new PhotoError({ code: 'photo-empty', name });
      return photoOf(name, scale);
    },
  });
});

const session = () => app.session.getState();
const open = (name = 'a.jpg', content = 'x') => app.photos.getState().open(new Blob([content]), name);
const settled = () => new Promise((resolve) => setTimeout(resolve));
const step = (index: number, more: Partial<AnswerStep> = {}): AnswerStep => ({
  index,
  kind: 'surface',
  text: 'steel',
  complete: true,
  ...more,
});

async function ready() {
  void app.engine.getState().load();
  client.finishLoad();
  await open();
}

describe('asking', () => {
  it('streams steps and ends with the answer', async () => {
    await ready();
    const asked = session().ask(' 傷はどこ？ ');
    await settled();
    expect(session()).toMatchObject({ phase: 'thinking', question: '傷はどこ？' });
    const { options, finish } = client.asks[0];
    options.onStep?.(step(0, { text: 'st', complete: false }));
    options.onStep?.(step(0, { text: 'steel' }));
    options.onStep?.(step(1, { kind: 'look', text: 'there' }));
    expect(session().steps.map((one) => one.text)).toEqual(['steel', 'there']);
    expect(outcomeOf(session())).toBe('thinking');
    finish(answerOf(pixels, '傷はどこ？', scenes(pixels, true).fail));
    await asked;
    expect(session().phase).toBe('done');
    expect(outcomeOf(session())).toBe('fail');
    expect(findingsOf(session().steps, 0.8).map(({ number, counts }) => [number, counts])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('waits for the model, and starts when it is ready', async () => {
    await open();
    void session().ask('where?');
    await settled();
    expect(session().phase).toBe('queued');
    expect(client.loads).toBe(1);
    client.finishLoad();
    await settled();
    expect(session().phase).toBe('thinking');
  });

  it('without a photo waits for one', async () => {
    await session().ask('where?');
    expect(session()).toMatchObject({ phase: 'idle', draft: 'where?', pending: 'where?' });
    await open();
    expect(session()).toMatchObject({ phase: 'queued', question: 'where?', draft: '', pending: null });
  });

  it('a question edited before the photo came is not sent by itself', async () => {
    await session().ask('where?');
    session().setDraft('where is');
    await open();
    expect(session()).toMatchObject({ phase: 'idle', draft: 'where is' });
  });

  it('ignores an empty question', async () => {
    await ready();
    await session().ask('  ');
    expect(client.asks).toHaveLength(0);
  });

  it('boxes come back to the pixels of the original photo', async () => {
    scale = 0.5;
    await ready();
    void session().ask('where?');
    await settled();
    const box = { x0: 1, y0: 1, x1: 2, y1: 3 };
    client.asks[0].options.onStep?.(step(0, { kind: 'find', box, spread: box }));
    expect(session().steps[0].box).toEqual({ x0: 2, y0: 2, x1: 4, y1: 6 });
    expect(session().steps[0].spread).toEqual({ x0: 2, y0: 2, x1: 4, y1: 6 });
  });

  it('an answer repeated after a recovery does not double its steps', async () => {
    await ready();
    void session().ask('where?');
    await settled();
    const { onStep } = client.asks[0].options;
    [step(0), step(1), step(2), step(0, { text: 'again' })].forEach((one) => onStep?.(one));
    expect(session().steps.map((one) => one.text)).toEqual(['again']);
  });
});

describe('stopping', () => {
  it('cancel keeps what was written, without a verdict', async () => {
    await ready();
    const asked = session().ask('where?');
    await settled();
    client.asks[0].options.onStep?.(step(0));
    session().cancel();
    await asked;
    expect(session()).toMatchObject({ phase: 'cancelled', error: null });
    expect(session().steps).toHaveLength(1);
    expect(outcomeOf(session())).toBe('cancelled');
  });

  it('can be cancelled while it waits for the model', async () => {
    await open();
    const asked = session().ask('where?');
    session().cancel();
    await asked;
    expect(session().phase).toBe('cancelled');
    client.finishLoad();
    await settled();
    expect(client.asks).toHaveLength(0);
  });

  it('a new question replaces the running one, whose late steps are dropped', async () => {
    await ready();
    void session().ask('first');
    await settled();
    void session().ask('second');
    await settled();
    client.asks[0].options.onStep?.(step(0, { text: 'late' }));
    expect(session()).toMatchObject({ question: 'second', phase: 'thinking', steps: [] });
  });

  it('a new photo ends the session of the old one', async () => {
    await ready();
    void session().ask('where?');
    await settled();
    client.asks[0].options.onStep?.(step(0));
    await open('b.jpg');
    expect(client.asks[0].options.signal?.aborted).toBe(true);
    await settled();
    expect(session()).toMatchObject({ phase: 'idle', steps: [] });
  });
});

describe('failures', () => {
  it('an engine error keeps the photo and the question, and can be repeated', async () => {
    await ready();
    const asked = session().ask('where?');
    await settled();
    client.asks[0].fail(new EngineError('out-of-memory', 'buffer', { bytes: 5 }));
    await asked;
    expect(session()).toMatchObject({
      phase: 'failed',
      error: { code: 'out-of-memory', params: { bytes: 5 } },
    });
    expect(app.photos.getState().photo?.name).toBe('a.jpg');
    void session().again();
    await settled();
    expect(client.asks[1].options.question).toBe('where?');
  });

  it('a file that cannot be opened leaves photo and answer alone', async () => {
    await ready();
    const asked = session().ask('where?');
    await settled();
    client.asks[0].finish(answerOf(pixels, 'where?', scenes(pixels, false).pass));
    await asked;
    await open('empty.jpg', '');
    expect(app.photos.getState()).toMatchObject({
      error: { code: 'photo-empty', params: { name: 'empty.jpg' } },
    });
    expect(app.photos.getState().photo?.name).toBe('a.jpg');
    expect(outcomeOf(session())).toBe('pass');
  });

  it('of two photos the later wins, even if the earlier takes longer', async () => {
    const slow = vi.fn<(done: () => void) => void>();
    const late = createApp({
      client,
      decode: (_, name) =>
        name === 'slow'
          ? new Promise((resolve) => slow(() => resolve(photoOf(name))))
          : Promise.resolve(photoOf(name)),
    });
    const first = late.photos.getState().open(new Blob(['x']), 'slow');
    await late.photos.getState().open(new Blob(['x']), 'fast');
    slow.mock.calls[0][0]();
    await first;
    expect(late.photos.getState()).toMatchObject({ photo: { name: 'fast' }, decoding: false });
  });

  it('a model that does not load says why, and a question tries again', async () => {
    void app.engine.getState().load();
    client.failLoad(new EngineError('weights-hash', 'differs'));
    await open();
    await settled();
    expect(app.engine.getState()).toMatchObject({ phase: 'failed', error: { code: 'weights-hash' } });
    void session().ask('where?');
    expect(client.loads).toBe(2);
    client.finishLoad();
    await settled();
    expect(session().phase).toBe('thinking');
  });

  it('a queued question fails with the model', async () => {
    await open();
    const asked = session().ask('where?');
    client.failLoad(new EngineError('no-webgpu', 'none'));
    await asked;
    expect(session()).toMatchObject({ phase: 'failed', error: { code: 'no-webgpu' } });
  });

  it('says when the GPU is lost and when it is back', async () => {
    await ready();
    const status = () => statusOf(app.engine.getState(), session());
    client.loseDevice();
    expect(status()).toBe('recovering');
    client.emit('device', 'ready');
    expect(status()).toBe('ready');
    client.emit('error', new EngineError('device-lost', 'gone'));
    expect(status()).toBe('failed');
  });
});

describe('what lights up', () => {
  const box = { x0: 0, y0: 0, x1: 1, y1: 1 };
  const steps = [step(0), step(1, { kind: 'look', box }), step(2, { kind: 'find', box, complete: false })];

  it('is the tapped step, else the one being written', () => {
    expect(litStep({ phase: 'thinking', steps, selected: null })?.index).toBe(2);
    expect(litStep({ phase: 'thinking', steps, selected: 1 })?.index).toBe(1);
    expect(litStep({ phase: 'done', steps, selected: null })).toBeNull();
  });
});
