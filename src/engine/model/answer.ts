/** One question about one photo, from pixels to the finished answer. */
import type { Answer, AskOptions, Box, EvidenceMap, ExpertUse, Photo } from '../api';
import { EngineError } from '../errors';
import type { Backend } from '../ops/backend';
import type { Calibration } from '../weights/manifest';
import { AnswerWriter } from './answer-writer';
import { blend } from './boxes';
import type { PromptClassifier } from './classifier';
import { evidenceOf, proposalsOf, regionsOf } from './evidence';
import { generate, startAnswer, type Sampled } from './generate';
import { detectLanguage } from './language';
import type { Model, Writer } from './model';
import { preprocess } from './preprocess';
import { scoreOf, secondFeatures } from './scoring';
import { LOOKS, cropAround, cut, matchAgain } from './second-look';
import { encodePrompt, type Tokenizer } from './tokenizer';

export interface AnswerContext {
  backend: Backend;
  model: Model;
  tokenizer: Tokenizer;
  classifier: PromptClassifier;
  /** Names of the defect kinds. */
  kinds: readonly string[];
  calibration: Calibration;
  /** Decode steps in flight. */
  ahead: number;
}

/**
 * @param loadGrounding makes the programs of alpha 0, when they are not there yet
 * @throws EngineError 'photo', 'question', 'aborted', 'device-lost', 'weights-*' (loading the grounding mixture), 'internal'
 */
export async function answerQuestion(
  context: AnswerContext,
  loadGrounding: () => Promise<void>,
  photo: Photo,
  options: AskOptions,
): Promise<Answer> {
  const { backend, model, tokenizer, classifier, kinds, calibration, ahead } = context;
  const { question, signal } = options;
  const stopIfAborted = () => {
    if (signal?.aborted) throw new EngineError('aborted', 'cancelled');
  };
  stopIfAborted();
  const lang = options.lang ?? detectLanguage(question);
  const alpha = options.alpha ?? classifier.alpha(question);
  const prompt = encodePrompt(tokenizer, question, lang);
  if (!model.writers[alpha]) await loadGrounding();
  const writer = model.writers[alpha]!;
  stopIfAborted();

  // Whatever an interrupted answer left behind is not this one's.
  await Promise.all([model.seen.drain(), writer.ring.drain()]);
  const clock = stopwatch();
  const { data, box: letterbox } = preprocess(photo, model.config.encoder.imageSize);
  clock.lap('preprocess');
  // Both submits at once: the device goes on with the prompt while the host turns the mask into a picture.
  backend.write(model.pixels, data);
  model.encode.run({ capture: model.seen });
  startAnswer(backend, model, writer, alpha, prompt);
  const [mask, regionRows] = await model.seen.next();
  clock.lap('encode');
  const evidence: EvidenceMap = evidenceOf(mask, letterbox);
  const proposals = proposalsOf(regionRows);
  options.onEvidence?.(evidence);

  const steps = new AnswerWriter({
    tokenizer,
    letterbox,
    proposals,
    kinds,
    coefficients: calibration.finding,
    regionBoxWeight: calibration.regionBoxWeight,
    reviewBelow: calibration.reviewBelow,
    onStep: options.onStep,
  });
  const sampled: Sampled[] = [];
  const experts = expertCounter(writer, model.config.decoder.experts);
  await generate(backend, writer, ahead, {
    signal,
    onToken(token, used) {
      if (sampled.length === 0) clock.lap('prefill');
      sampled.push(token);
      for (const { block, ids } of used) experts.count(block, ids);
      steps.push(token);
    },
  });
  clock.lap('decode');
  await lookAgain(context, photo, steps, signal);
  clock.lap('second');
  return {
    question,
    lang,
    alpha,
    steps: steps.steps,
    verdict: steps.verdict,
    regions: regionsOf(proposals, letterbox),
    evidence,
    tokens: sampled.map(({ token }) => token),
    probabilities: sampled.map(({ probability }) => probability),
    experts: experts.use,
    timings: { ...clock.laps, total: clock.total(), tokens: sampled.length },
  };
}

/** Second looks at the findings, one encode each; scores, boxes and verdict follow. */
async function lookAgain(
  { backend, model, calibration }: AnswerContext,
  photo: Photo,
  steps: AnswerWriter,
  signal?: AbortSignal,
): Promise<void> {
  for (const [i, finding] of steps.findings.entries()) {
    if (signal?.aborted) throw new EngineError('aborted', 'cancelled');
    const { box } = finding.step;
    const crop = i < LOOKS && box ? cropAround(box, photo.width, photo.height) : null;
    let again: { box: Box; score: number } | null = null;
    if (crop && box) {
      const { data, box: letterbox } = preprocess(cut(photo, crop), model.config.encoder.imageSize);
      backend.write(model.pixels, data);
      model.encode.run({ capture: model.seen });
      const [, rows] = await model.seen.next();
      const regions = regionsOf(proposalsOf(rows), letterbox).map(({ box: b, score }) => ({
        box: { x0: b.x0 + crop.x0, y0: b.y0 + crop.y0, x1: b.x1 + crop.x0, y1: b.y1 + crop.y0 },
        score,
      }));
      again = matchAgain(box, regions);
    }
    const score = scoreOf(calibration.second, secondFeatures(finding.features, again?.score ?? null));
    steps.revise(finding, box && again ? blend(box, again.box, calibration.secondBoxWeight) : box!, score);
  }
}

/** Adds up which experts read the answer's tokens. */
function expertCounter({ experts }: Writer, count: number) {
  const use: ExpertUse[] = experts.map(({ block }) => ({ block, counts: Array<number>(count).fill(0) }));
  return {
    use,
    count(block: number, ids: readonly number[]) {
      const counts = use.find((entry) => entry.block === block)!.counts;
      for (const id of ids) counts[id]++;
    },
  };
}

type Lap = 'preprocess' | 'encode' | 'prefill' | 'decode' | 'second';

function stopwatch() {
  const start = performance.now();
  let last = start;
  const laps: Record<Lap, number> = { preprocess: 0, encode: 0, prefill: 0, decode: 0, second: 0 };
  return {
    laps,
    lap(name: Lap) {
      const now = performance.now();
      laps[name] = now - last;
      last = now;
    },
    total: () => performance.now() - start,
  };
}
