/** The JSON that `npm run eval` writes. Nothing in it but `ms` varies from run to run. */
import type { Answer, Box, Timings, Verdict } from '../engine/api';
import { median, metricsOf, type Metrics, type Predicted } from './metrics';

export interface ImageReport {
  file: string;
  /** [x0, y0, x1, y1, score, label], upright pixels, those under the threshold too. */
  boxes: [number, number, number, number, number, string][];
  answer: string;
  verdict: Verdict | null;
}

export interface Report extends Metrics {
  verdicts: Record<Verdict | 'none', number>;
  /** Medians over the images. */
  ms: Record<Exclude<keyof Timings, 'tokens'>, number | null>;
  device: string;
  per_image: ImageReport[];
}

export interface Evaluated {
  file: string;
  answer: Answer;
  truth: Box[];
}

const PHASES = ['preprocess', 'encode', 'prefill', 'decode', 'total'] as const;

/** @param threshold score from which a finding counts as made */
export function reportOf(evaluated: readonly Evaluated[], threshold: number, device: string): Report {
  const judged = evaluated.map(({ answer, truth }) => ({ predicted: findingsOf(answer), truth }));
  const verdicts = { pass: 0, fail: 0, review: 0, none: 0 };
  for (const { answer } of evaluated) verdicts[answer.verdict ?? 'none']++;
  const ms = Object.fromEntries(
    PHASES.map((phase) => {
      const middle = median(evaluated.map(({ answer }) => answer.timings[phase]));
      return [phase, middle === null ? null : round(middle, 1)];
    }),
  ) as Report['ms'];
  return {
    ...metricsOf(judged, threshold),
    verdicts,
    ms,
    device,
    per_image: evaluated.map(({ file, answer }) => ({
      file,
      boxes: answer.steps.flatMap(({ kind, box, score, label }) =>
        kind === 'find' && box && score !== undefined
          ? [[round(box.x0), round(box.y0), round(box.x1), round(box.y1), round(score, 4), label ?? 'defect']]
          : [],
      ),
      answer: answer.steps.map(({ kind, text }) => `${kind}: ${text}`).join('\n'),
      verdict: answer.verdict,
    })),
  };
}

function findingsOf(answer: Answer): Predicted[] {
  return answer.steps.flatMap(({ kind, box, score }) =>
    kind === 'find' && box && score !== undefined ? [{ ...box, score }] : [],
  );
}

const round = (value: number, digits = 2) => Number(value.toFixed(digits));
