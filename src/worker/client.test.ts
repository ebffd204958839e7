import { describe, expect, test } from 'vitest';
import { createEngine } from '../engine/engine';
import { createReferenceBackend } from '../engine/reference/backend';
import { fixtureFolder, memorySource } from '../engine/testing/folder';
import { EngineError, createEngineClient, type AnswerStep, type WorkerLike } from './client';
import { createHost } from './host';
import type { FromWorker } from './protocol';

const device = { kind: 'cpu', vendor: '', architecture: '', description: '' } as const;
const photoOf = (width = 20, height = 10) => ({
  data: new Uint8ClampedArray(width * height * 4).fill(90),
  width,
  height,
});

/** Client and host joined as a worker joins them: asynchronous, by structured clone. */
function connect(folder = fixtureFolder('tiny')) {
  const listeners: {
    message: ((event: MessageEvent<FromWorker>) => void)[];
    error: ((event: ErrorEvent) => void)[];
  } = {
    message: [],
    error: [],
  };
  const lost = { resolve: (_: { message: string }) => undefined as void };
  const handle = createHost({
    post: (message, transfer) => {
      const data = structuredClone(message, { transfer });
      setTimeout(() =>
        listeners.message.forEach((listener) => listener({ data } as MessageEvent<FromWorker>)),
      );
    },
    async build(_, onProgress) {
      const source = memorySource(folder);
      const engine = await createEngine({ source, backend: createReferenceBackend(), device, onProgress });
      const promise = new Promise<{ message: string }>((resolve) => (lost.resolve = resolve));
      return { engine, lost: promise, loseDevice: () => lost.resolve({ message: 'destroyed' }) };
    },
  });
  const worker = {
    terminated: false,
    postMessage(message, transfer) {
      const data = structuredClone(message, { transfer });
      setTimeout(() => handle(data));
    },
    addEventListener(type: 'message' | 'error', listener: never) {
      listeners[type].push(listener);
    },
    terminate() {
      this.terminated = true;
    },
  } as WorkerLike & { terminated: boolean };
  const crash = (message: string) =>
    listeners.error.forEach((listener) => listener({ message } as ErrorEvent));
  return { client: createEngineClient(worker), worker, crash };
}

async function loaded(folder?: Map<string, ArrayBuffer>) {
  const connection = connect(folder);
  await connection.client.load('/model/');
  return connection;
}

describe('client and host', () => {
  test('load reports progress and the engine’s info', async () => {
    const { client } = connect();
    const phases = new Set<string>();
    const ready: string[] = [];
    client.on('progress', ({ phase }) => phases.add(phase));
    const stop = client.on('ready', ({ model }) => ready.push(model.version));
    expect((await client.load('/model/')).model).toMatchObject({ id: 'lynx-inspect', version: 'tiny-1' });
    expect([...phases]).toEqual(expect.arrayContaining(['download', 'upload']));
    expect(ready).toEqual(['tiny-1']);
    stop();
  });

  test('ask streams steps and evidence, then answers; the caller keeps the photo', async () => {
    const { client } = await loaded();
    const photo = photoOf();
    const steps: AnswerStep[] = [];
    let maps = 0;
    const answer = await client.ask(photo, {
      question: 'Where is the dent?',
      onStep: (step) => steps.push(step),
      onEvidence: () => maps++,
    });
    expect(steps.filter(({ complete }) => complete)).toEqual(answer.steps);
    expect(maps).toBe(1);
    expect(photo.data.length).toBe(800);
  });

  test('transfer gives the buffer away', async () => {
    const { client } = await loaded();
    const photo = photoOf();
    await client.ask(photo, { question: 'What is it?', transfer: true });
    expect(photo.data.length).toBe(0);
  });

  test('a signal cancels waiting and running requests at once', async () => {
    const { client } = await loaded();
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = client.ask(photoOf(), {
      question: 'Where?',
      signal: running.signal,
      onStep: () => running.abort(),
    });
    const second = client.ask(photoOf(), { question: 'Where?', signal: waiting.signal });
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect((await client.ask(photoOf(), { question: 'What is it?', alpha: 1 })).alpha).toBe(1);
    await expect(client.ask(photoOf(), { question: 'x', signal: AbortSignal.abort() })).rejects.toMatchObject(
      {
        code: 'aborted',
      },
    );
  });

  test('errors arrive whole: code, details, cause', async () => {
    const altered = fixtureFolder('tiny');
    new Uint8Array(altered.get('base.safetensors')!)[999] ^= 1;
    const { client } = connect(altered);
    const errors: EngineError[] = [];
    client.on('error', (error) => errors.push(error));
    const error = await client.load('/model/').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code: 'weights-hash', details: { file: 'base.safetensors' } });
    expect(errors).toEqual([error]);
    await expect(client.ask(photoOf(), { question: 'Where?' })).rejects.toMatchObject({
      code: 'weights-hash',
    });
  });

  test('errors of one request do not touch another', async () => {
    const { client } = await loaded();
    const results = await Promise.allSettled([
      client.ask(photoOf(), { question: '' }),
      client.ask({ ...photoOf(), width: 21 }, { question: 'Where?' }),
      client.ask(photoOf(), { question: 'What is it?' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(results.slice(0, 2)).toMatchObject([
      { reason: { code: 'question' } },
      { reason: { code: 'photo' } },
    ]);
  });

  test('asking before loading is an error with a name', async () => {
    await expect(connect().client.ask(photoOf(), { question: 'Where?' })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  test('a lost device is announced, the running question repeated, the next one answered', async () => {
    const { client } = await loaded();
    const states: string[] = [];
    client.on('device', (state) => states.push(state));
    let lost = false;
    const steps: AnswerStep[] = [];
    const answer = await client.ask(photoOf(), {
      question: 'Where is it?',
      onStep(step) {
        if (!lost) client.loseDevice();
        lost = true;
        steps.push(step);
      },
    });
    expect(answer.steps.at(-1)).toEqual(steps.at(-1));
    expect(states).toEqual(['lost', 'recovering', 'ready']);
    expect((await client.ask(photoOf(), { question: 'What is it?', alpha: 1 })).steps).not.toHaveLength(0);
  });

  test('a worker that dies, or is disposed, rejects everything', async () => {
    const { client, crash } = await loaded();
    const pending = client.ask(photoOf(), { question: 'Where?' });
    crash('script error');
    await expect(pending).rejects.toMatchObject({ code: 'internal' });
    await expect(client.load('/model/')).rejects.toMatchObject({ code: 'internal' });

    const other = await loaded();
    const asked = other.client.ask(photoOf(), { question: 'Where?' });
    other.client.dispose();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    expect(other.worker.terminated).toBe(true);
  });
});
