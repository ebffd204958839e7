/** How sure a finding is, and what that does to the verdict. */
import type { Box, Verdict } from '../api';
import { iou } from './boxes';

/** A region the encoder proposed: box in fractions of the square, score 0..1. */
export interface Proposal {
  box: Box;
  score: number;
}

/** Probabilities of the tokens that make a finding. */
export interface FindingEvidence {
  /** In fractions of the square. */
  box: Box;
  find: number;
  kind: number;
  locations: readonly number[];
}

/** Below this overlap no region supports the finding, and it is scored as if a region of UNSUPPORTED did. */
const MIN_IOU = 0.1;
const UNSUPPORTED = 0.01;

const clamp = (p: number) => Math.min(1 - 1e-6, Math.max(1e-6, p));
const logit = (p: number) => Math.log(clamp(p) / (1 - clamp(p)));
const ln = (p: number) => Math.log(Math.max(1e-6, p));

/** A finding's box is the one of the region behind it, copied token by token, from this overlap on. */
const SNAP_IOU = 0.3;

/** The region that overlaps a box most, and by how much. */
function closest(box: Box, proposals: readonly Proposal[]): { region: Proposal | null; overlap: number } {
  let [region, overlap]: [Proposal | null, number] = [null, 0];
  for (const proposal of proposals) {
    const shared = iou(proposal.box, box);
    if (shared > overlap) [region, overlap] = [proposal, shared];
  }
  return { region, overlap };
}

/** The box of the region behind a finding; the box itself where none overlaps enough. */
export function regionBehind(box: Box, proposals: readonly Proposal[]): Box {
  const { region, overlap } = closest(box, proposals);
  return region && overlap >= SNAP_IOU ? region.box : box;
}

/** [1, logit(score of the region that overlaps most), ln p(kind), mean ln p(location), ln p(<find>)] */
export function findingFeatures(finding: FindingEvidence, proposals: readonly Proposal[]): number[] {
  const { region, overlap } = closest(finding.box, proposals);
  const support = region && overlap >= MIN_IOU ? region.score : UNSUPPORTED;
  const locations = finding.locations.reduce((sum, p) => sum + ln(p), 0) / finding.locations.length;
  return [1, logit(support), ln(finding.kind), locations, ln(finding.find)];
}

/** Calibrated probability that a finding is right: a logistic regression fitted on held-back photos. */
export const scoreOf = (coefficients: readonly number[], features: readonly number[]): number =>
  1 / (1 + Math.exp(-features.reduce((sum, x, i) => sum + x * coefficients[i], 0)));

/** Features of a finding with what the second look says of it; without one, the first look's support stands for it. */
export const secondFeatures = (features: readonly number[], seen: number | null): number[] => [
  ...features,
  seen === null ? features[1] : logit(seen),
];

/** The model's verdict, except that findings none of which is sure ask for a person. */
export function decideVerdict(verdict: Verdict, scores: readonly number[], reviewBelow: number): Verdict {
  return scores.length > 0 && Math.max(...scores) < reviewBelow ? 'review' : verdict;
}
