import type { BoxAction, LogVerdict } from './bodies';
import type { LogEntry } from './entry';
import { projectPhotos, type PhotoRecord } from './projection';

/** Model against person, by photo. REVIEW counts on neither side: the model passed the question on. */
export interface Agreement {
  /** Both say PASS, or both FAIL. */
  agree: number;
  /** 過検出: the model says FAIL, the person PASS. */
  overkill: number;
  /** 見逃し: the model says PASS, the person FAIL. */
  escape: number;
  /** The model said REVIEW, or nothing, and the person decided. */
  referred: number;
}

export interface LogStatistics {
  entries: number;
  photos: number;
  inferred: number;
  decided: number;
  accepted: number;
  rejected: number;
  corrected: number;
  skipped: number;
  /** Boxes people added, and photos they added them to. */
  missedBoxes: number;
  missedPhotos: number;
  boxes: Record<BoxAction, number>;
  /** Over boxes that were moved or resized; null where there are none. */
  meanIou: number | null;
  medianReviewMs: number | null;
  /** Decisions made in under a second with the model's answer in view: a sign of rubber-stamping. */
  hasty: number;
  agreement: Agreement;
}

const HASTY_MS = 1000;

/** Counts over each photo's latest decision, so that a decision changed later is counted once. */
export function statistics(entries: readonly LogEntry[]): LogStatistics {
  return statisticsOf(projectPhotos(entries), entries.length);
}

export function statisticsOf(photos: readonly PhotoRecord[], entries: number): LogStatistics {
  const boxes: Record<BoxAction, number> = {
    kept: 0,
    moved: 0,
    resized: 0,
    relabelled: 0,
    deleted: 0,
    added: 0,
  };
  const verdicts = { accept: 0, reject: 0, correct: 0, skip: 0 };
  const agreement: Agreement = { agree: 0, overkill: 0, escape: 0, referred: 0 };
  const ious: number[] = [];
  const times: number[] = [];
  let [missedBoxes, missedPhotos, hasty, inferred, decided] = [0, 0, 0, 0, 0];
  for (const { infer, decision } of photos) {
    if (infer) inferred++;
    if (!decision) continue;
    decided++;
    verdicts[decision.verdict]++;
    for (const { action, iou } of decision.per_box) {
      boxes[action]++;
      if (action === 'moved' || action === 'resized') ious.push(iou);
    }
    missedBoxes += decision.missed_added;
    if (decision.missed_added > 0) missedPhotos++;
    if (decision.verdict !== 'skip') times.push(decision.review_ms);
    if (decision.ai_visible_before_decision && decision.review_ms < HASTY_MS) hasty++;
    if (decision.part) agreement[compare(infer?.verdict ?? null, decision.part)]++;
  }
  return {
    entries,
    photos: photos.length,
    inferred,
    decided,
    accepted: verdicts.accept,
    rejected: verdicts.reject,
    corrected: verdicts.correct,
    skipped: verdicts.skip,
    missedBoxes,
    missedPhotos,
    boxes,
    meanIou: ious.length > 0 ? ious.reduce((sum, iou) => sum + iou, 0) / ious.length : null,
    medianReviewMs: median(times),
    hasty,
    agreement,
  };
}

function compare(model: LogVerdict | null, person: 'pass' | 'fail'): keyof Agreement {
  if (model === null || model === 'review') return 'referred';
  if (model === person) return 'agree';
  return model === 'fail' ? 'overkill' : 'escape';
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
