import type { Bench } from '../bench';
import type { OpCase } from '../run-case';

interface Map {
  height: number;
  width: number;
  count: number;
  /** Mean of the logarithmic distances: larger boxes suppress more. */
  reach?: number;
}

/** box [H*W, 5] with normal logits and distances around exp(reach) cells. */
function boxValues(t: Bench, { height, width, reach = 0.7 }: Map): Float32Array {
  return t.random.normals(height * width * 5).map((v, i) => (i % 5 === 0 ? 3 * v : reach + 0.5 * v));
}

function selectCase(map: Map, name: string, change?: (box: Float32Array) => void): OpCase {
  return {
    op: 'selectRegions',
    name,
    core: map.count === 12,
    record: (t) => {
      const values = boxValues(t, map);
      change?.(values);
      const box = t.input(map.height * map.width, 5, values);
      const regions = t.output(map.count, 8, [6, 7]);
      t.backend.selectRegions({ box, regions, height: map.height, width: map.width, nmsIou: 0.5 });
    },
  };
}

/** Regions: choice and features. */
export const groundingCases: OpCase[] = [
  selectCase({ height: 32, width: 32, count: 12 }, '12 of 32x32'),
  selectCase({ height: 32, width: 32, count: 64, reach: 1.5 }, '64 of 32x32, larger boxes'),
  selectCase({ height: 9, width: 17, count: 5 }, '5 of 9x17'),
  selectCase({ height: 1, width: 1, count: 3 }, 'fewer cells than regions'),
  selectCase({ height: 8, width: 8, count: 4, reach: 9 }, 'one box covers all: the rest is zero', (box) =>
    box.forEach((v, i) => (box[i] = i % 5 === 0 ? v : 9)),
  ),
  selectCase({ height: 20, width: 20, count: 12, reach: -2 }, 'ties go to the lower cell', (box) =>
    box.forEach((_, i) => (box[i] = i % 5 === 0 ? Math.floor(i / 5) % 3 : -2)),
  ),
  ...[
    { rows: 12, channels: 96, fourier: 8 },
    { rows: 1, channels: 3, fourier: 1 },
    { rows: 17, channels: 33, fourier: 4 },
  ].map(({ rows, channels, fourier }): OpCase => ({
    op: 'regionFeatures',
    name: `${rows} regions, ${channels} channels, ${fourier} frequencies`,
    core: rows === 12,
    record: (t) => {
      const dense = t.input(50, channels);
      const values = Array.from({ length: rows }, () => {
        const corners = Array.from({ length: 4 }, () => t.random.uniform());
        return [...corners, t.random.uniform(), 3 * t.random.normal(), t.random.integer(0, 49), 0];
      });
      values[0].splice(0, 4, 0, 0.5, 1, 0.25);
      const regions = t.input(rows, 8, values.flat());
      t.backend.regionFeatures({ dense, regions, y: t.output(rows, channels + 8 * fourier + 4), fourier });
    },
  })),
];
