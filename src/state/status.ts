import { confidenceOf } from '../inspection/confidence';
import { ruleVerdict } from '../inspection/verdict';
import type { AnswerStep } from '../worker/client';
import type { EngineState } from './engine-store';
import type { SessionState } from './session-store';

/** The one word about what the page is doing. */
export type Status =
  'starting' | 'loading' | 'preparing' | 'ready' | 'queued' | 'thinking' | 'recovering' | 'failed';

export function statusOf(
  engine: Pick<EngineState, 'phase' | 'progress'>,
  session: Pick<SessionState, 'phase'>,
): Status {
  switch (engine.phase) {
    case 'recovering':
    case 'failed':
      return engine.phase;
    case 'cold':
      return 'starting';
    case 'loading':
      return !engine.progress || engine.progress.phase === 'download' ? 'loading' : 'preparing';
    case 'ready':
      return session.phase === 'thinking' || session.phase === 'queued' ? session.phase : 'ready';
  }
}

/** What the banner says. 'cannot' is a REVIEW because the photo does not show what was asked. */
export type Outcome =
  'queued' | 'thinking' | 'pass' | 'fail' | 'review' | 'cannot' | 'answered' | 'cancelled';

export function outcomeOf(session: Pick<SessionState, 'phase' | 'steps' | 'answer'>): Outcome | null {
  const { phase, steps, answer } = session;
  if (phase === 'idle' || phase === 'failed') return null;
  if (phase === 'queued' || phase === 'cancelled') return phase;
  const verdict = answer?.verdict ?? steps.find((step) => step.verdict)?.verdict;
  if (!verdict) return phase === 'thinking' ? 'thinking' : 'answered';
  return verdict === 'review' && steps.some((step) => step.kind === 'cannot') ? 'cannot' : verdict;
}

/**
 * The outcome under a threshold that a person has set in place of the model's own: the model's verdict was given
 * with its own, so the rule speaks (inspection/verdict.ts). null: the model's own holds.
 */
export function outcomeAt(session: Pick<SessionState, 'phase' | 'steps' | 'answer'>, chosen: number | null) {
  const outcome = outcomeOf(session);
  if (chosen === null || (outcome !== 'pass' && outcome !== 'fail' && outcome !== 'review')) return outcome;
  const findings = findingsOf(session.steps, chosen).map(({ index, score = 0 }) => ({
    id: String(index),
    score,
  }));
  return ruleVerdict({ findings, model: outcome, cannot: false, threshold: chosen }).verdict;
}

/** A finding with the number it carries on the photo and in the list. */
export interface Finding extends AnswerStep {
  number: number;
  box: NonNullable<AnswerStep['box']>;
  /** False below the threshold. Undefined scores are of findings still being written. */
  counts: boolean;
}

export function findingsOf(steps: readonly AnswerStep[], threshold: number): Finding[] {
  const found = steps.flatMap((step) =>
    step.kind === 'find' && step.box ? [{ ...step, box: step.box }] : [],
  );
  return found.map((step, index) => ({
    ...step,
    number: index + 1,
    counts: step.score === undefined || confidenceOf(step.score, threshold) !== 'unsure',
  }));
}

/** The step to light up on the photo: the one tapped, else the one being written. */
export function litStep(session: Pick<SessionState, 'phase' | 'steps' | 'selected'>): AnswerStep | null {
  const { steps, selected, phase } = session;
  const tapped = steps.find((step) => step.index === selected);
  if (tapped) return tapped;
  const last = steps.at(-1);
  return phase === 'thinking' && last?.box && !last.complete ? last : null;
}
