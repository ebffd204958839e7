/** The engine's model beside the tensors that PyTorch computed from the same weights and photo. */
import { STATE, type Backend, type Tensor } from '../ops/backend';
import { generate, startAnswer, type Sampled } from '../model/generate';
import { readGrammar } from '../model/grammar';
import { createModel, type Model } from '../model/model';
import { parseManifest } from '../weights/manifest';
import { readSafetensors } from '../weights/safetensors';
import { TensorStore } from '../weights/store';
import type { Folder } from './folder';

/** Tensors of a fixture by name, f32. */
export function readFixture(folder: Folder): Map<string, Float32Array> {
  const stored = readSafetensors(folder.get('fixture.safetensors')!, 'fixture.safetensors');
  return new Map([...stored].map(([name, { bytes }]) => [name, new Float32Array(bytes.slice().buffer)]));
}

/** Ready to run, with the grounding mixture if the folder has one. */
export async function buildModel(backend: Backend, folder: Folder, ahead = 1): Promise<Model> {
  const manifest = parseManifest(folder.get('manifest.json')!);
  const store = new TensorStore();
  store.add(folder.get('base.safetensors')!, 'base.safetensors');
  const grammar = readGrammar(folder.get('grammar.json')!, manifest.config.decoder.vocab);
  const model = createModel(backend, manifest.config, grammar, store, ahead);
  const file = folder.get('grounding.safetensors');
  if (file) {
    const grounding = new TensorStore();
    grounding.add(file, 'grounding.safetensors');
    model.addMixture(0, grounding);
  }
  await backend.ready();
  return model;
}

/** max|a - b| / max|b| over the values that `expected` has; infinite when any is not a number. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, largest] = [0, 1e-30];
  for (let i = 0; i < expected.length; i++) {
    const d = Math.abs(actual[i] - expected[i]);
    if (Number.isNaN(d)) return Infinity;
    difference = Math.max(difference, d);
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / largest;
}

/** Names of a fixture and the tensors of ours that must agree after `encode`. */
export function encodedTensors({ encoder, connector }: Model): Record<string, Tensor> {
  const taps = Object.entries(encoder.taps).map(([name, tensor]) => [`encoder.${name}`, tensor] as const);
  return {
    ...Object.fromEntries(taps),
    'encoder.tokens': encoder.tokens,
    'encoder.dense': encoder.dense,
    'encoder.box': encoder.box,
    'encoder.mask': encoder.mask,
    regions: connector.regions,
    'connector.image': connector.image,
    'connector.region': connector.region,
  };
}

export interface Written {
  /** Block outputs after the prefill, all rows. */
  blocks: Float32Array[];
  /** Logits before each token, [n][V]. */
  logits: Float32Array[];
  sampled: Sampled[];
}

/** One answer, stopping after every step to read the logits. `encode` must have run. */
export async function writeSlowly(
  backend: Backend,
  model: Model,
  alpha: 0 | 1,
  prompt: number[],
): Promise<Written> {
  const writer = model.writers[alpha]!;
  startAnswer(backend, model, writer, alpha, prompt);
  const blocks = await Promise.all(writer.blocks.map((tensor) => backend.read(tensor)));
  const logits = [await backend.read(model.core.logits)];
  await writer.ring.drain();
  while ((await backend.read(model.core.state))[STATE.done] === 0) {
    writer.step.run();
    logits.push(await backend.read(model.core.logits));
  }
  const out = await backend.read(model.core.out);
  const sampled = logits.map((_, i) => {
    const [token, probability, mean, deviation] = out.subarray(i * 4, i * 4 + 4);
    return { token, probability, mean, deviation };
  });
  return { blocks, logits, sampled };
}

/** The same answer by the engine's own loop. */
export async function writeAhead(
  backend: Backend,
  model: Model,
  alpha: 0 | 1,
  prompt: number[],
  ahead: number,
): Promise<Sampled[]> {
  const sampled: Sampled[] = [];
  startAnswer(backend, model, model.writers[alpha]!, alpha, prompt);
  await generate(backend, model.writers[alpha]!, ahead, { onToken: (token) => void sampled.push(token) });
  return sampled;
}
