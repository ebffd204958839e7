import type { Box } from '../inspection/box';
import { counts, type Review } from '../inspection/review';
import type { Conversation } from './conversation';
import { boxIdOf } from './infer-body';
import { findingsOf, type Finding } from './status';

/**
 * Whose box it is, and whether it counts:
 * model – the model's, at or above the threshold; dim – below it; human – drawn, moved, named or confirmed by a
 * person; gone – rejected, and still there to be brought back.
 */
export type Standing = 'model' | 'dim' | 'human' | 'gone';

/** A box as the photo and the lists show it. */
export interface Mark {
  id: string;
  number: number;
  box: Box;
  label: string;
  standing: Standing;
  /** The model's; absent for a person's own box, and while it is being written. */
  score?: number;
  /** How unsure the model is of each side; of its own boxes only. */
  spread?: Box;
  /** Where the model had it, if a person has moved it. */
  was?: Box;
}

/** What is to be seen on the photo: while an answer is being written the answer, then what people made of it. */
export function marksOf(
  { phase, steps }: Pick<Conversation, 'phase' | 'steps'>,
  review: Review | undefined,
  threshold: number,
): Mark[] {
  const findings = findingsOf(steps, threshold);
  const writing = phase === 'queued' || phase === 'thinking';
  if (!review || writing || review.infer_ref === null) {
    const own = review?.now.boxes.filter((box) => box.predicted === null) ?? [];
    return [
      ...findings.map(markOfFinding),
      ...own.map(({ id, box, label }, index) => {
        return { id, box, label, number: findings.length + index + 1, standing: 'human' as const };
      }),
    ];
  }
  return review.now.boxes.map((human, index): Mark => {
    const { id, box, label } = human;
    const finding = findings.find((one) => boxIdOf(one) === human.predicted);
    const predicted = review.prediction.find((one) => one.id === human.predicted);
    const untouched = human.status === 'open';
    const standing = untouched
      ? counts(human, review, threshold)
        ? 'model'
        : 'dim'
      : human.status === 'accepted'
        ? 'human'
        : 'gone';
    return {
      id,
      box,
      label,
      number: index + 1,
      standing,
      ...(predicted && { score: predicted.score }),
      ...(untouched && finding?.spread && { spread: finding.spread }),
      ...(predicted && standing === 'human' && !sameBox(predicted, box) && { was: predicted }),
    };
  });
}

const markOfFinding = (finding: Finding): Mark => ({
  id: boxIdOf(finding),
  number: finding.number,
  box: finding.box,
  label: finding.label ?? 'defect',
  standing: finding.counts ? 'model' : 'dim',
  ...(finding.score !== undefined && { score: finding.score }),
  ...(finding.spread && { spread: finding.spread }),
});

const sameBox = (a: Box, b: Box) => a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;
