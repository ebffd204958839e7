import { describe, expect, test } from 'vitest';
import type { Answer, AskOptions, EngineInfo, Photo } from '../engine/api';
import { EngineError } from '../engine/errors';
import { MAX_RECOVERIES, RECOVERY_WINDOW_MS, Supervisor, type Built } from './supervisor';

const photo: Photo = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
const answerOf = (question: string) => ({ question }) as Answer;
const settled = () => new Promise((resolve) => setTimeout(resolve));

type Behaviour = 'answers' | 'hangs' | 'throws internal' | 'throws question';

/** A world in which each engine built behaves as told, and can be lost. */
function world(behaviours: (Behaviour | 'cannot be built')[]) {
  let clock = 0;
  const events: string[] = [];
  const asked: string[] = [];
  const engines: { lose(): void; disposed: boolean }[] = [];
  const build = (): Promise<Built> => {
    const behaviour = behaviours[engines.length] ?? 'answers';
    const state = { lose: () => undefined as void, disposed: false };
    const lost = new Promise<{ message: string }>(
      (resolve) => (state.lose = () => resolve({ message: 'gone' })),
    );
    engines.push(state);
    if (behaviour === 'cannot be built') return Promise.reject(new EngineError('no-webgpu', 'no adapter'));
    const ask = (_: Photo, { question }: AskOptions): Promise<Answer> => {
      asked.push(`${question} on ${engines.length}`);
      if (behaviour === 'hangs') return new Promise(() => undefined);
      if (behaviour === 'throws internal')
        return Promise.reject(new EngineError('internal', 'mapAsync failed'));
      if (behaviour === 'throws question') return Promise.reject(new EngineError('question', 'too long'));
      return Promise.resolve(answerOf(question));
    };
    const info = { model: { id: `engine ${engines.length}` } } as EngineInfo;
    return Promise.resolve({
      engine: { info, ask, dispose: () => (state.disposed = true) },
      lost,
    });
  };
  const supervisor = new Supervisor({
    build,
    onDevice: (state) => events.push(state),
    onFailure: (error) => events.push(`failure ${error.code}`),
    now: () => clock,
  });
  return { supervisor, events, asked, engines, pass: (ms: number) => (clock += ms) };
}

describe('Supervisor', () => {
  test('runs requests one at a time, in order', async () => {
    const { supervisor, asked } = world(['answers']);
    const answers = await Promise.all(['a', 'b', 'c'].map((question) => supervisor.ask(photo, { question })));
    expect(answers.map(({ question }) => question)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual(['a on 1', 'b on 1', 'c on 1']);
  });

  test('a device lost while idle is replaced before the next request', async () => {
    const { supervisor, events, engines, asked } = world([]);
    await supervisor.ready();
    engines[0].lose();
    await settled();
    expect(events).toEqual(['lost', 'recovering', 'ready']);
    expect(engines[0].disposed).toBe(true);
    await supervisor.ask(photo, { question: 'a' });
    expect(asked).toEqual(['a on 2']);
    expect((await supervisor.ready()).model.id).toBe('engine 2');
  });

  test('the running request is repeated, though its promise never settles', async () => {
    const { supervisor, engines, asked } = world(['hangs']);
    const answer = supervisor.ask(photo, { question: 'a' });
    const next = supervisor.ask(photo, { question: 'b' });
    await settled();
    engines[0].lose();
    expect(await answer).toEqual(answerOf('a'));
    expect(await next).toEqual(answerOf('b'));
    expect(asked).toEqual(['a on 1', 'a on 2', 'b on 2']);
  });

  test('an error shortly before the loss is known is the loss', async () => {
    const { supervisor, engines } = world(['throws internal']);
    const answer = supervisor.ask(photo, { question: 'a' });
    await settled();
    engines[0].lose();
    expect(await answer).toEqual(answerOf('a'));
  });

  test('errors that are not the device’s are passed on at once', async () => {
    const { supervisor, engines } = world(['throws question']);
    await expect(supervisor.ask(photo, { question: 'a' })).rejects.toMatchObject({ code: 'question' });
    expect(engines).toHaveLength(1);
  });

  test('a request is repeated once, not twice', async () => {
    const { supervisor, engines, events } = world(['hangs', 'hangs']);
    const answer = supervisor.ask(photo, { question: 'a' });
    await settled();
    engines[0].lose();
    await settled();
    engines[1].lose();
    await expect(answer).rejects.toMatchObject({ code: 'device-lost' });
    await settled();
    expect(events.at(-1)).toBe('ready'); // the engine itself came back
  });

  test('a cancelled request is not repeated', async () => {
    const { supervisor, engines, asked } = world(['hangs']);
    const controller = new AbortController();
    const answer = supervisor.ask(photo, { question: 'a', signal: controller.signal });
    await settled();
    controller.abort();
    engines[0].lose();
    await expect(answer).rejects.toBeInstanceOf(EngineError);
    expect(asked).toHaveLength(1);
  });

  test('too many losses in the window are final; after it, asking tries again', async () => {
    const { supervisor, engines, events, pass } = world([]);
    await supervisor.ready();
    for (let i = 0; i <= MAX_RECOVERIES; i++) {
      engines[i].lose();
      await settled();
    }
    expect(events.at(-1)).toBe('failure device-lost');
    expect(engines).toHaveLength(1 + MAX_RECOVERIES);
    await expect(supervisor.ask(photo, { question: 'a' })).rejects.toMatchObject({ code: 'device-lost' });
    pass(RECOVERY_WINDOW_MS);
    expect(await supervisor.ask(photo, { question: 'a' })).toEqual(answerOf('a'));
  });

  test('an engine that cannot be rebuilt is device-lost, with the cause', async () => {
    const { supervisor, engines, events } = world(['hangs', 'cannot be built', 'cannot be built']);
    const answer = supervisor.ask(photo, { question: 'a' });
    await settled();
    engines[0].lose();
    const error = await answer.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'device-lost', cause: { code: 'no-webgpu' } });
    expect(events).toContain('failure device-lost');
  });

  test('a first build that fails keeps its own error, and asking does not retry it', async () => {
    const { supervisor, engines, events } = world(['cannot be built']);
    await expect(supervisor.ready()).rejects.toMatchObject({ code: 'no-webgpu' });
    await expect(supervisor.ask(photo, { question: 'a' })).rejects.toMatchObject({ code: 'no-webgpu' });
    expect(engines).toHaveLength(1);
    expect(events).toEqual([]);
  });

  test('a disposed supervisor lets its device go quietly', async () => {
    const { supervisor, engines, events } = world([]);
    await supervisor.ready();
    supervisor.dispose();
    engines[0].lose();
    await settled();
    expect(engines[0].disposed).toBe(true);
    expect(events).toEqual([]);
  });
});
