/** Tokens, as they arrive, into the steps of an answer. The grammar mask has made them well formed. */
import type { AnswerStep, Box, StepKind, Verdict } from '../api';
import type { Sampled } from './generate';
import { atLeastOnePixel, toPhoto, toPhotoLength, type Letterbox } from './letterbox';
import { decideVerdict, findingFeatures, regionBehind, scoreOf, type Proposal } from './scoring';
import { blend } from './boxes';
import { createTextStream, type TextStream } from './text-stream';
import type { Tokenizer } from './tokenizer';
import { KIND_FIRST, LOC_BINS, LOC_FIRST, TEXT_FIRST, TOKEN } from './tokens';

export interface WriterContext {
  tokenizer: Tokenizer;
  letterbox: Letterbox;
  proposals: readonly Proposal[];
  kinds: readonly string[];
  /** Coefficients of a finding's score. */
  coefficients: readonly number[];
  /** How far a finding's box moves to the region behind it, 0..1. */
  regionBoxWeight: number;
  reviewBelow: number;
  onStep?: (step: AnswerStep) => void;
}

const STEP_OF: Partial<Record<number, StepKind>> = {
  [TOKEN.surface]: 'surface',
  [TOKEN.look]: 'look',
  [TOKEN.find]: 'find',
  [TOKEN.verdict]: 'verdict',
  [TOKEN.say]: 'say',
  [TOKEN.cannot]: 'cannot',
  // A base answer that is an area only: where to look, without words.
  [TOKEN.box]: 'look',
};
const VERDICT_OF: Partial<Record<number, Verdict>> = {
  [TOKEN.pass]: 'pass',
  [TOKEN.fail]: 'fail',
  [TOKEN.review]: 'review',
};

/** The step being written. */
interface Draft {
  step: AnswerStep;
  text: TextStream;
  start: Sampled;
  kind?: Sampled;
  locations: Sampled[];
}

/** A finding as written, with the features its score is made of. */
export interface WrittenFinding {
  step: AnswerStep;
  features: readonly number[];
}

export class AnswerWriter {
  readonly steps: AnswerStep[] = [];
  readonly findings: WrittenFinding[] = [];
  verdict: Verdict | null = null;
  private draft: Draft | null = null;
  /** The verdict that the model wrote. */
  private said: Verdict | null = null;

  constructor(private readonly context: WriterContext) {}

  /** Takes the next token; `onStep` hears of every change a person could see. */
  push(sampled: Sampled): void {
    const { token } = sampled;
    const kind = STEP_OF[token];
    if (kind) this.begin(kind, sampled);
    else if (token === TOKEN.eos) this.complete();
    else if (this.draft) this.extend(this.draft, sampled);
  }

  /** Changes box and score of a finding after the answer is written; the verdict follows. */
  revise({ step }: WrittenFinding, box: Box, score: number): void {
    step.box = box;
    step.score = score;
    this.emit(step);
    const last = this.steps.find(({ kind }) => kind === 'verdict');
    if (!last || !this.said) return;
    const verdict = decideVerdict(this.said, this.scores(), this.context.reviewBelow);
    if (verdict === last.verdict) return;
    last.verdict = this.verdict = verdict;
    this.emit(last);
  }

  private begin(kind: StepKind, start: Sampled): void {
    this.complete();
    const step: AnswerStep = { index: this.steps.length, kind, text: '', complete: false };
    this.steps.push(step);
    this.draft = { step, text: createTextStream(this.context.tokenizer), start, locations: [] };
    this.emit(step);
  }

  private extend(draft: Draft, sampled: Sampled): void {
    const { step } = draft;
    const { token } = sampled;
    const verdict = VERDICT_OF[token];
    if (token >= TEXT_FIRST) {
      const text = draft.text.push(token);
      if (text === step.text) return; // part of a character
      step.text = text;
    } else if (token >= LOC_FIRST) {
      draft.locations.push(sampled);
      if (draft.locations.length < 4) return;
      this.place(draft);
    } else if (token >= KIND_FIRST) {
      draft.kind = sampled;
      step.label = this.context.kinds[token - KIND_FIRST] ?? 'defect';
    } else if (verdict) {
      this.said = verdict;
      step.verdict = this.verdict = decideVerdict(verdict, this.scores(), this.context.reviewBelow);
    }
    this.emit(step);
  }

  private complete(): void {
    if (!this.draft) return;
    const { step, text } = this.draft;
    step.text = text.end();
    step.complete = true;
    this.draft = null;
    this.emit(step);
  }

  /** Box, spread and score of a step whose four location tokens are there. */
  private place({ step, start, kind, locations }: Draft): void {
    const { letterbox, proposals, coefficients } = this.context;
    const box = refinedBox(locations);
    const [x0, y0, x1, y1] = locations.map(({ deviation }) =>
      toPhotoLength(deviation / (LOC_BINS - 1), letterbox),
    );
    step.box = atLeastOnePixel(toPhoto(box, letterbox), letterbox);
    step.spread = { x0, y0, x1, y1 };
    if (!kind) return;
    const evidence = {
      box,
      find: start.probability,
      kind: kind.probability,
      locations: locations.map(({ probability }) => probability),
    };
    const snapped = blend(box, regionBehind(box, proposals), this.context.regionBoxWeight);
    step.box = atLeastOnePixel(toPhoto(snapped, letterbox), letterbox);
    const features = findingFeatures(evidence, proposals);
    step.score = scoreOf(coefficients, features);
    this.findings.push({ step, features });
  }

  private scores(): number[] {
    return this.steps.flatMap(({ score }) => (score === undefined ? [] : [score]));
  }

  /** Snapshots: a listener may keep what it gets. */
  private emit(step: AnswerStep): void {
    this.context.onStep?.(structuredClone(step));
  }
}

/** Box in fractions of the square from four location tokens, each side at its expectation. */
function refinedBox(locations: readonly Sampled[]): Box {
  const of = (value: (s: Sampled) => number): Box => {
    const [x0, y0, x1, y1] = locations.map((s) => value(s) / (LOC_BINS - 1));
    return { x0, y0, x1, y1 };
  };
  const refined = of(({ mean }) => mean);
  // Two flat distributions next to each other may cross; the bins themselves never do.
  const proper = refined.x1 > refined.x0 && refined.y1 > refined.y0;
  return proper ? refined : of(({ token }) => token - LOC_FIRST);
}
