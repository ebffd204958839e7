/** The parity suite, for any backend and any fixture folder. */
import { beforeAll, expect, test } from 'vitest';
import { createClassifier } from '../model/classifier';
import type { Model } from '../model/model';
import { encodePrompt, readTokenizer } from '../model/tokenizer';
import type { Backend } from '../ops/backend';
import { TensorStore } from '../weights/store';
import { fixtureFolder, jsonOf, withOtherGrounding, withoutGrounding, type Folder } from './folder';
import {
  buildModel,
  encodedTensors,
  readFixture,
  relativeError,
  writeAhead,
  writeSlowly,
  type Written,
} from './parity';

const TOLERANCE = 1e-4;

/** Declares the tests. The folder holds a model and a fixture made with it. */
export function parityTests(folder: Folder, makeBackend: () => Promise<Backend>): void {
  const fixture = readFixture(folder);
  const { question, classifier } = jsonOf<{ question: string; classifier: number[] }>(folder, 'fixture.json');
  const prompt = [...fixture.get('prompt.ids')!];
  let backend: Backend;
  let model: Model;

  beforeAll(async () => {
    backend = await makeBackend();
    model = await buildModel(backend, folder, 4);
    backend.write(model.pixels, fixture.get('input.pixels')!);
    model.encode.run();
  }, 300_000);

  test('prompt ids and classifier logits', () => {
    const tokenizer = readTokenizer(folder.get('tokenizer.json')!, model.config.decoder.vocab);
    expect(encodePrompt(tokenizer, question, 'ja')).toEqual(prompt);
    const store = new TensorStore();
    store.add(folder.get('base.safetensors')!, 'base.safetensors');
    expect(relativeError(createClassifier(store).logits(question), classifier)).toBeLessThan(TOLERANCE);
  });

  test('every tensor of encoder and connector', async () => {
    const ours = encodedTensors(model);
    const errors: Record<string, number> = {};
    for (const [name, expected] of fixture) {
      if (!/^(encoder|connector|regions)/.test(name)) continue;
      expect(ours, `a tensor of ours named ${name}`).toHaveProperty([name]);
      expect(ours[name].rows * ours[name].cols, name).toBe(expected.length);
      errors[name] = relativeError(await backend.read(ours[name]), expected);
    }
    expect(Object.keys(errors)).toEqual(
      expect.arrayContaining(['encoder.tokens', 'encoder.mask', 'regions']),
    );
    expect(failures(errors)).toEqual({});
  });

  test.each([0, 1] as const)(
    'alpha %i: blocks, logits of every step, tokens, probabilities',
    async (alpha) => {
      const expected = (name: string) => fixture.get(`decoder.a${alpha}.${name}`);
      const tokens = [...expected('tokens')!];
      const written = await writeSlowly(backend, model, alpha, prompt);
      expect(written.sampled.map(({ token }) => token)).toEqual(tokens);
      const errors = decoderErrors(written, expected, model.config.decoder.vocab);
      expect(errors).toHaveProperty('logits');
      expect(failures(errors)).toEqual({});

      const again = await writeAhead(backend, model, alpha, prompt, 4);
      expect(again).toEqual(written.sampled);
    },
  );
}

/** The promise of Dual MoE: what grounding learns cannot change what the base model says. */
export function mixtureTests(makeBackend: () => Promise<Backend>): void {
  test('logits at alpha 1 are the same to the bit with the grounding mixture present, absent or replaced', async () => {
    const folder = fixtureFolder('tiny');
    const fixture = readFixture(folder);
    const prompt = [...fixture.get('prompt.ids')!];
    const logits = { base: [] as Float32Array[][], grounded: [] as Float32Array[][] };
    for (const files of [folder, withoutGrounding(folder), await withOtherGrounding(folder)]) {
      const backend = await makeBackend();
      const model = await buildModel(backend, files);
      backend.write(model.pixels, fixture.get('input.pixels')!);
      model.encode.run();
      // A grounded answer first: it leaves its traces in every buffer that the two alphas share.
      if (model.writers[0]) logits.grounded.push((await writeSlowly(backend, model, 0, prompt)).logits);
      logits.base.push((await writeSlowly(backend, model, 1, prompt)).logits);
    }
    const [present, absent, replaced] = logits.base;
    expect(absent).toEqual(present);
    expect(replaced).toEqual(present);
    expect(logits.grounded[1]).not.toEqual(logits.grounded[0]);
  });
}

const failures = (errors: Record<string, number>) =>
  Object.fromEntries(Object.entries(errors).filter(([, error]) => !(error <= TOLERANCE)));

function decoderErrors(
  { blocks, logits, sampled }: Written,
  expected: (name: string) => Float32Array | undefined,
  vocab: number,
): Record<string, number> {
  const errors: Record<string, number> = { logits: relativeError(logits[0], expected('logits')!) };
  blocks.forEach((block, i) => {
    const want = expected(`blocks.${i}`);
    if (want) errors[`blocks.${i}`] = relativeError(block, want);
  });
  const steps = expected('logits_steps');
  if (steps) {
    logits.forEach((row, i) => {
      errors[`logits of step ${i}`] = relativeError(row, steps.subarray(i * vocab, (i + 1) * vocab));
    });
  }
  const probabilities = expected('probabilities');
  if (probabilities) {
    errors.probabilities = relativeError(
      sampled.map(({ probability }) => probability),
      probabilities,
    );
  }
  return errors;
}
