/** How a score is put into words. The bands are about what a person should do, not about statistics. */
export type Confidence = 'sure' | 'fairly' | 'unsure';

/** `threshold` is the model's own, from its calibration: below it a finding does not count. */
export function confidenceOf(score: number, threshold: number): Confidence {
  if (score < threshold) return 'unsure';
  return score >= threshold + (1 - threshold) * 0.6 ? 'sure' : 'fairly';
}

/** Whole percents, but never 0 % or 100 %: a calibrated score is neither. */
export const percentOf = (score: number): number => Math.min(99, Math.max(1, Math.round(score * 100)));
