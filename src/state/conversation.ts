import { scaleBox } from '../inspection/box';
import type { Entry } from '../inspection/log';
import type { Answer, AnswerStep, EvidenceMap, StepKind, Verdict } from '../worker/client';
import type { AppError } from './app-error';

export type SessionPhase = 'idle' | 'queued' | 'thinking' | 'done' | 'cancelled' | 'failed';

/** A question and its answer, about one photo. */
export interface Conversation {
  phase: SessionPhase;
  /** What was asked last. */
  question: string;
  /** The answer so far; boxes in the original photo's pixels. */
  steps: readonly AnswerStep[];
  evidence: EvidenceMap | null;
  /** The whole answer as the engine gave it (boxes in working pixels), once it is complete. */
  answer: Answer | null;
  error: AppError | null;
}

export const SILENT: Conversation = {
  phase: 'idle',
  question: '',
  steps: [],
  evidence: null,
  answer: null,
  error: null,
};

/** Puts a step in its place. Steps come in order, so one that comes again (after a recovery) ends those behind it. */
export function withStep(steps: readonly AnswerStep[], step: AnswerStep): AnswerStep[] {
  return [...steps.filter((other) => other.index < step.index), step];
}

export function toOriginal(step: AnswerStep, scale: number): AnswerStep {
  if (scale === 1) return step;
  const { box, spread } = step;
  return {
    ...step,
    ...(box && { box: scaleBox(box, 1 / scale) }),
    ...(spread && { spread: scaleBox(spread, 1 / scale) }),
  };
}

const KINDS: readonly StepKind[] = ['surface', 'look', 'find', 'verdict', 'say', 'cannot'];
const kindOfStep = (kind: string): StepKind => KINDS.find((one) => one === kind) ?? 'say';

/** An answer as the log kept it: without the map of evidence and the regions it looked at. */
export function recalled(entry: Entry<'infer'>): Conversation {
  const verdictAt = entry.steps.findLast((step) => step.kind === 'verdict') ?? entry.steps.at(-1);
  const steps = entry.steps.map((step): AnswerStep => {
    const box = entry.boxes.find((one) => step.box_ids.includes(one.id));
    return {
      index: step.index,
      kind: kindOfStep(step.kind),
      text: step.text,
      complete: true,
      ...(box && {
        box: { x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 },
        label: box.label,
        score: box.score,
      }),
      ...(step === verdictAt && entry.verdict && { verdict: entry.verdict satisfies Verdict }),
    };
  });
  return { ...SILENT, phase: 'done', question: entry.prompt.text, steps };
}
