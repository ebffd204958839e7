/** PASS, FAIL or REVIEW, and which rule said so. */
export type Verdict = 'pass' | 'fail' | 'review';

/** The rule that decided; the page has a sentence for each. */
export type VerdictReason =
  | 'cannot' // the answer says that the photo cannot tell
  | 'finding' // a finding at or above the threshold
  | 'unsure' // a finding in the band below it
  | 'model-unsure' // the answer itself asks for a person
  | 'contradiction' // the answer says FAIL, and no finding bears it out
  | 'no-answer' // there is no verdict, and nothing was found
  | 'clean';

export interface Ruling {
  verdict: Verdict;
  reason: VerdictReason;
  /** Ids of the findings that decided; empty where none did. */
  because: readonly string[];
}

export interface RuleInput {
  findings: readonly { id: string; score: number }[];
  /** What the answer says of itself; null for none. */
  model: Verdict | null;
  /** The answer says that the photo cannot tell. */
  cannot: boolean;
  threshold: number;
  /** Findings from here up to the threshold need a person's eye. */
  reviewFrom?: number;
}

/** Without a setting of its own, the band begins at this share of the threshold. */
export const REVIEW_BAND = 0.6;

/**
 * The first of these that holds:
 * 1. The photo cannot tell: REVIEW.
 * 2. A finding at or above the threshold: FAIL, whatever else the answer says.
 * 3. A finding in the band [reviewFrom, threshold): REVIEW. Below the band findings do not count.
 * 4. The answer says REVIEW, or says FAIL with nothing that counts: REVIEW.
 * 5. The answer has no verdict: REVIEW. Silence is not a PASS.
 * 6. PASS.
 * A missed defect costs more than a second look, so every doubt ends in REVIEW.
 */
export function ruleVerdict(input: RuleInput): Ruling {
  const { findings, model, cannot, threshold, reviewFrom = threshold * REVIEW_BAND } = input;
  const ids = (test: (score: number) => boolean) =>
    findings.filter(({ score }) => test(score)).map(({ id }) => id);
  if (cannot) return { verdict: 'review', reason: 'cannot', because: [] };
  const certain = ids((score) => score >= threshold);
  if (certain.length > 0) return { verdict: 'fail', reason: 'finding', because: certain };
  const doubtful = ids((score) => score >= reviewFrom);
  if (doubtful.length > 0) return { verdict: 'review', reason: 'unsure', because: doubtful };
  if (model === 'review') return { verdict: 'review', reason: 'model-unsure', because: [] };
  if (model === 'fail') return { verdict: 'review', reason: 'contradiction', because: [] };
  if (model === null) return { verdict: 'review', reason: 'no-answer', because: [] };
  return { verdict: 'pass', reason: 'clean', because: [] };
}
