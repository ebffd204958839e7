import { scaleBox, type Box } from '../inspection/box';
import type { InferBody, LogBox } from '../inspection/log';
import type { Answer, AnswerStep, EngineInfo } from '../worker/client';

export interface AnsweredPhoto {
  /** SHA-256 of the photo's file. */
  image_ref: string;
  /** Working pixels / original pixels. */
  scale: number;
}

/** The id under which a step's box goes through log, review and exports. */
export const boxIdOf = (step: Pick<AnswerStep, 'index'>): string => `p${step.index}`;

/** An answer as the engine gave it (boxes in working pixels), as a log entry (boxes in the original's). */
export function inferBody(
  answer: Answer,
  info: Pick<EngineInfo, 'model' | 'device'>,
  { image_ref, scale }: AnsweredPhoto,
  threshold: number,
): InferBody {
  const upright = (box: Box) => (scale === 1 ? box : scaleBox(box, 1 / scale));
  const found = answer.steps.filter((step) => step.kind === 'find' && step.box);
  const unscored = found.filter((step) => step.score === undefined);
  return {
    type: 'infer',
    image_ref,
    model: { id: info.model.id, version: info.model.version, files_sha256: info.model.sha256 },
    backend: info.device,
    prompt: { text: answer.question, lang: answer.lang },
    alpha: answer.alpha,
    raw_output: { text: answer.steps.map((step) => step.text).join('\n'), tokens: [...answer.tokens] },
    steps: answer.steps.map((step) => ({
      index: step.index,
      kind: step.kind,
      text: step.text,
      box_ids: found.includes(step) ? [boxIdOf(step)] : [],
    })),
    boxes: [...found.map((step) => findingBox(step, upright)), ...regionBoxes(answer, upright)],
    verdict: answer.verdict,
    experts: answer.experts.map(({ block, counts }) => ({ block, counts: [...counts] })),
    timing_ms: { ...answer.timings },
    threshold_at_view: threshold,
    parse_warnings: unscored.map((step) => `step ${step.index}: no score, counted as 0`),
  };
}

function findingBox(step: AnswerStep, upright: (box: Box) => Box): LogBox {
  const { x0, y0, x1, y1 } = upright(step.box ?? { x0: 0, y0: 0, x1: 0, y1: 0 });
  const [label, score] = [step.label ?? 'defect', step.score ?? 0];
  return {
    id: boxIdOf(step),
    label,
    x0,
    y0,
    x1,
    y1,
    score,
    score_kind: 'calibrated',
    step_index: step.index,
  };
}

/** Regions the encoder proposed, taken up by the answer or not: for whoever asks later what was overlooked. */
const regionBoxes = (answer: Answer, upright: (box: Box) => Box): LogBox[] =>
  answer.regions.map(({ box, score }, index) => {
    const { x0, y0, x1, y1 } = upright(box);
    return { id: `r${index}`, label: 'defect', x0, y0, x1, y1, score, score_kind: 'region' };
  });
