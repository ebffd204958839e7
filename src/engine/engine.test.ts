import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, AnswerStep, EvidenceMap, LoadProgress, Photo } from './api';
import { createEngine, type LynxEngine } from './engine';
import { createReferenceBackend } from './reference/backend';
import { LIMITS } from './model/config';
import { TOKEN } from './model/tokens';
import {
  fixtureFolder,
  memorySource,
  withFile,
  withOtherGrounding,
  withoutGrounding,
  type Folder,
} from './testing/folder';
import { Random } from './testing/random-numbers';
import { writeSafetensors } from './testing/safetensors';

const folder = fixtureFolder('tiny');
const device = { kind: 'cpu', vendor: '', architecture: '', description: 'reference' } as const;

function randomPhoto(seed: number, width = 90, height = 60): Photo {
  const random = new Random(seed);
  return {
    data: Uint8ClampedArray.from({ length: width * height * 4 }, () => random.uniform() * 256),
    width,
    height,
  };
}
async function engineOn(files: Folder) {
  const source = memorySource(files);
  const progress: LoadProgress[] = [];
  const backend = createReferenceBackend();
  const engine = await createEngine({ source, backend, device, onProgress: (p) => progress.push(p) });
  return { engine, source, progress };
}
const ask = (engine: LynxEngine, alpha: 0 | 1, photo = randomPhoto(1)) =>
  engine.ask(photo, { question: 'Where is the scratch?', alpha });
const untimed = (answer: Answer) => ({ ...answer, timings: answer.timings.tokens });

describe('an engine on the tiny model', () => {
  let engine: LynxEngine;
  beforeAll(async () => {
    ({ engine } = await engineOn(folder));
  });

  test('answers a where-question in the grammar, streaming as it goes', async () => {
    const steps: AnswerStep[] = [];
    const maps: EvidenceMap[] = [];
    const photo = randomPhoto(1);
    const answer = await engine.ask(photo, {
      question: '傷はどこ？',
      alpha: 0,
      onStep: (step) => steps.push(step),
      onEvidence: (map) => maps.push(map),
    });
    expect(answer).toMatchObject({ lang: 'ja', alpha: 0 });
    expect(answer.tokens.at(-1)).toBe(TOKEN.eos);
    expect(answer.tokens.length).toBeLessThanOrEqual(LIMITS.answer);
    expect(answer.probabilities).toHaveLength(answer.tokens.length);
    expect(answer.probabilities.every((p) => p > 0 && p <= 1)).toBe(true);
    expect(['surface', 'cannot']).toContain(answer.steps[0].kind);
    expect(answer.steps.at(-1)!.kind).toBe('verdict');
    expect(answer.verdict).toBe(answer.steps.at(-1)!.verdict);
    expect(answer.steps.every(({ complete }) => complete)).toBe(true);
    // A finding may be revised by its second look: what was said last of each step is what the answer holds.
    const latest = new Map(steps.map((step) => [step.index, step]));
    expect([...latest.values()]).toEqual(answer.steps);
    expect(maps).toEqual([answer.evidence]);
    for (const { box } of answer.steps) {
      if (!box) continue;
      expect(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= photo.width && box.y1 <= photo.height).toBe(true);
      expect(box.x1 > box.x0 && box.y1 > box.y0).toBe(true);
    }
  });

  test('counts two experts for every token it read back in', async () => {
    const answer = await ask(engine, 0);
    expect(answer.experts.map(({ block }) => block)).toEqual([1]);
    const counted = answer.experts[0].counts.reduce((a, b) => a + b, 0);
    expect(counted).toBe(2 * (answer.tokens.length - 1));
  });

  test('is deterministic, whatever was asked before', async () => {
    const first = untimed(await ask(engine, 0));
    await ask(engine, 1, randomPhoto(2, 33, 77));
    expect(untimed(await ask(engine, 0))).toEqual(first);
  });

  test('questions asked at once wait for each other', async () => {
    const alone = untimed(await ask(engine, 1));
    const [a, b] = await Promise.all([ask(engine, 1), ask(engine, 0)]);
    expect(untimed(a)).toEqual(alone);
    expect(b.alpha).toBe(0);
  });

  test('stops between steps when cancelled, and answers the next question', async () => {
    const controller = new AbortController();
    const stopped = engine.ask(randomPhoto(1), {
      question: 'Where?',
      signal: controller.signal,
      onStep: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect((await ask(engine, 1)).tokens.at(-1)).toBe(TOKEN.eos);
  });

  test('names what is wrong with a request', async () => {
    await expect(engine.ask(randomPhoto(1), { question: ' ' })).rejects.toMatchObject({ code: 'question' });
    const empty = { data: new Uint8ClampedArray(0), width: 0, height: 0 };
    await expect(engine.ask(empty, { question: 'Where?' })).rejects.toMatchObject({ code: 'photo' });
  });
});

describe('the grounding mixture', () => {
  test('is fetched when a where-question first needs it, and only once', async () => {
    const { engine, source, progress } = await engineOn(folder);
    await ask(engine, 1);
    expect(source.fetched).not.toContain('grounding.safetensors');
    await ask(engine, 0);
    await ask(engine, 0);
    expect(source.fetched.filter((name) => name === 'grounding.safetensors')).toHaveLength(1);
    expect(progress.at(0)).toMatchObject({ phase: 'download', loaded: 0 });
  });

  test('present, absent or replaced: the answer at alpha 1 is the same to the bit', async () => {
    const answers: unknown[] = [];
    for (const files of [folder, withoutGrounding(folder), await withOtherGrounding(folder)]) {
      const { engine } = await engineOn(files);
      if (files.has('grounding.safetensors')) await ask(engine, 0);
      answers.push(untimed(await ask(engine, 1)));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('replaced, it does change the answer at alpha 0', async () => {
    const [before, after] = [await engineOn(folder), await engineOn(await withOtherGrounding(folder))];
    expect((await ask(after.engine, 0)).probabilities).not.toEqual(
      (await ask(before.engine, 0)).probabilities,
    );
  });

  test('missing, it is named when needed, and asked for again the next time', async () => {
    const files = withoutGrounding(folder);
    const { engine } = await engineOn(files);
    await expect(ask(engine, 0)).rejects.toMatchObject({
      code: 'weights-missing',
      details: { file: 'grounding.safetensors' },
    });
    files.set('grounding.safetensors', folder.get('grounding.safetensors')!);
    expect((await ask(engine, 0)).alpha).toBe(0);
  });
});

test('a damaged folder is refused by name', async () => {
  const damaged = new Map(folder).set('base.safetensors', new ArrayBuffer(100));
  await expect(engineOn(damaged)).rejects.toMatchObject({ code: 'weights-hash' });
  const empty = await withFile(folder, 'base.safetensors', writeSafetensors([]));
  await expect(engineOn(empty)).rejects.toMatchObject({ code: 'weights-format' });
});

test('a disposed engine answers no more', async () => {
  const { engine } = await engineOn(folder);
  engine.dispose();
  await expect(ask(engine, 1)).rejects.toMatchObject({ code: 'aborted' });
});
