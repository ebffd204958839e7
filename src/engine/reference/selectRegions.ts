/** Intersection over union of two corner boxes starting at `a` and `b`; 0 when the union is empty. */
function iou(boxes: Float64Array, a: number, b: number): number {
  const width = Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]);
  const height = Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]);
  const shared = Math.max(0, width) * Math.max(0, height);
  const area = (i: number): number => (boxes[i + 2] - boxes[i]) * (boxes[i + 3] - boxes[i + 1]);
  const union = area(a) + area(b) - shared;
  return union > 0 ? shared / union : 0;
}

const clamp = (v: number, low: number, high: number): number => Math.min(high, Math.max(low, v));

/** Corner boxes [H*W, 4] in fractions of the square, clipped; from box [H*W, 5] (logit, log l t r b in cells). */
function decode(box: Float64Array, height: number, width: number): Float64Array {
  const corners = new Float64Array(height * width * 4);
  for (let cell = 0; cell < height * width; cell++) {
    const reach = (side: number): number => Math.exp(clamp(box[cell * 5 + 1 + side], -4, 4));
    const cx = (cell % width) + 0.5;
    const cy = Math.floor(cell / width) + 0.5;
    corners[cell * 4] = clamp((cx - reach(0)) / width, 0, 1);
    corners[cell * 4 + 1] = clamp((cy - reach(1)) / height, 0, 1);
    corners[cell * 4 + 2] = clamp((cx + reach(2)) / width, 0, 1);
    corners[cell * 4 + 3] = clamp((cy + reach(3)) / height, 0, 1);
  }
  return corners;
}

/**
 * Greedy non-maximum suppression over box [H*W, 5] (logit, log l t r b in cells, exponent clamped to +-4):
 * `count` times the cell of the highest logit (lower cell first on a tie) whose IoU with every earlier choice is at most
 * nmsIou. regions [count, 8]: x0, y0, x1, y1 (fractions of the square, clipped), score = sigmoid(logit), logit, cell, 0.
 * Rows beyond the last survivor are zero.
 */
export function selectRegions(o: {
  box: Float64Array;
  regions: Float64Array;
  height: number;
  width: number;
  count: number;
  nmsIou: number;
}): void {
  const { box, regions, height, width, count, nmsIou } = o;
  const corners = decode(box, height, width);
  const alive = new Set(Array.from({ length: height * width }, (_, cell) => cell));
  regions.fill(0);
  for (let r = 0; r < count && alive.size > 0; r++) {
    let best = -1;
    for (const cell of alive) if (best < 0 || box[cell * 5] > box[best * 5]) best = cell;
    for (const cell of alive)
      if (cell === best || iou(corners, best * 4, cell * 4) > nmsIou) alive.delete(cell);
    const logit = box[best * 5];
    regions.set(corners.subarray(best * 4, best * 4 + 4), r * 8);
    regions.set([1 / (1 + Math.exp(-logit)), logit, best, 0], r * 8 + 4);
  }
}
