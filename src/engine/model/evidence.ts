/** What the encoder saw, in terms of the photo. */
import type { EvidenceMap, Region } from '../api';
import { toPhoto, type Letterbox } from './letterbox';
import type { Proposal } from './scoring';

/** Square pixels per cell of the mask. */
const STRIDE = 4;

/**
 * The mask's part that lies on the photo, resampled so that its corners are the photo's corners.
 * @param mask logits [(S/4)^2]
 */
export function evidenceOf(mask: Float32Array, { size, x, y, w, h }: Letterbox): EvidenceMap {
  const side = size / STRIDE;
  const width = Math.max(1, Math.round(w / STRIDE));
  const height = Math.max(1, Math.round(h / STRIDE));
  const probability = Float32Array.from(mask, (logit) => 1 / (1 + Math.exp(-logit)));
  // Neighbouring cells and the weight of the second, for output i of n across a span of the square.
  const between = (i: number, n: number, start: number, length: number) => {
    const at = Math.min(side - 1, Math.max(0, (start + ((i + 0.5) * length) / n) / STRIDE - 0.5));
    const low = Math.min(side - 1, Math.floor(at));
    return { low, high: Math.min(side - 1, low + 1), part: at - low };
  };
  const data = new Uint8Array(width * height);
  for (let i = 0; i < height; i++) {
    const v = between(i, height, y, h);
    for (let j = 0; j < width; j++) {
      const u = between(j, width, x, w);
      const row = (r: number) =>
        probability[r * side + u.low] * (1 - u.part) + probability[r * side + u.high] * u.part;
      data[i * width + j] = Math.round(255 * (row(v.low) * (1 - v.part) + row(v.high) * v.part));
    }
  }
  return { data, width, height };
}

/** Rows [R, 8] of the regions tensor; rows that non-maximum suppression left empty are dropped. */
export function proposalsOf(regions: Float32Array): Proposal[] {
  const rows = Array.from({ length: regions.length / 8 }, (_, r) => regions.subarray(r * 8, r * 8 + 8));
  return rows.flatMap(([x0, y0, x1, y1, score]) =>
    x1 > x0 && y1 > y0 ? [{ box: { x0, y0, x1, y1 }, score }] : [],
  );
}

/** Proposals in photo pixels; those that lie wholly in the bars are dropped. */
export function regionsOf(proposals: readonly Proposal[], letterbox: Letterbox): Region[] {
  return proposals
    .map(({ box, score }) => ({ box: toPhoto(box, letterbox), score }))
    .filter(({ box }) => box.x1 > box.x0 && box.y1 > box.y0);
}
