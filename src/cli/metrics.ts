/** How well predicted boxes find true ones. Labels are not compared: data sets name kinds as they like. */
import type { Box } from '../engine/api';
import { iou } from '../engine/model/boxes';

export interface Predicted extends Box {
  score: number;
}

export interface Judged {
  /** Every predicted box, those under the threshold too. */
  predicted: readonly Predicted[];
  truth: readonly Box[];
}

export interface Metrics {
  images: number;
  /** Share of images with true boxes in one of which the centre of the best-scored box lies; null without such images. */
  pointing: number | null;
  /** Share of true boxes matched at each IoU, at the threshold; null without true boxes. */
  acc: Record<'0.1' | '0.3' | '0.5', number | null>;
  f1_50: number | null;
  map50: number | null;
  clean_images: number;
  /** Share of clean images with a box at the threshold; null without clean images. */
  false_alarm: number | null;
}

/** @param threshold score from which a box counts as made */
export function metricsOf(results: readonly Judged[], threshold: number): Metrics {
  const positive = results.filter(({ truth }) => truth.length > 0);
  const clean = results.filter(({ truth }) => truth.length === 0);
  const made = results.map(({ predicted, truth }) => ({
    predicted: byScore(predicted).filter(({ score }) => score >= threshold),
    truth,
  }));
  const total = sum(results.map(({ truth }) => truth.length));
  const hits = (t: number) => sum(made.map(({ predicted, truth }) => count(matches(predicted, truth, t))));
  const boxes = sum(made.map(({ predicted }) => predicted.length));
  return {
    images: results.length,
    pointing: share(positive.filter(pointsInside).length, positive.length),
    acc: { '0.1': share(hits(0.1), total), '0.3': share(hits(0.3), total), '0.5': share(hits(0.5), total) },
    f1_50: share(2 * hits(0.5), boxes + total),
    map50: averagePrecision(results, total),
    clean_images: clean.length,
    false_alarm: share(
      made.filter(({ predicted, truth }) => truth.length === 0 && predicted.length > 0).length,
      clean.length,
    ),
  };
}

/** One-to-one, best score first: each box takes the free true box it overlaps most, if by at least `t`. */
export function matches(predicted: readonly Predicted[], truth: readonly Box[], t: number): boolean[] {
  const free = new Set(truth);
  return byScore(predicted).map((box) => {
    let [best, most]: [Box | null, number] = [null, 0];
    for (const candidate of free) {
      const overlap = iou(box, candidate);
      if (overlap > most) [best, most] = [candidate, overlap];
    }
    if (!best || most < t) return false;
    return free.delete(best);
  });
}

function pointsInside({ predicted, truth }: Judged): boolean {
  const best = byScore(predicted)[0];
  if (!best) return false;
  const [x, y] = [(best.x0 + best.x1) / 2, (best.y0 + best.y1) / 2];
  return truth.some((box) => x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1);
}

/** Area under the precision-recall curve at IoU 0.5, precision interpolated at 101 recalls as COCO does. */
function averagePrecision(results: readonly Judged[], total: number): number | null {
  if (total === 0) return null;
  const ranked = byScore(
    results.flatMap(({ predicted, truth }) => {
      const hit = matches(predicted, truth, 0.5);
      return byScore(predicted).map((box, i) => ({ ...box, hit: hit[i] }));
    }),
  );
  let found = 0;
  const curve = ranked.map(({ hit }, i) => {
    found += hit ? 1 : 0;
    return { recall: found / total, precision: found / (i + 1) };
  });
  const at = (recall: number) =>
    curve.reduce(
      (best, point) => (point.recall >= recall - 1e-12 ? Math.max(best, point.precision) : best),
      0,
    );
  return sum(Array.from({ length: 101 }, (_, i) => at(i / 100))) / 101;
}

/** Best first; equal scores keep their order. */
const byScore = <T extends { score: number }>(boxes: readonly T[]): T[] =>
  [...boxes].sort((a, b) => b.score - a.score);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const count = (flags: readonly boolean[]) => flags.filter(Boolean).length;
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Middle value, the mean of the two in the middle, or null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
