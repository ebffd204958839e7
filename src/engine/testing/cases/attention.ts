import type { OpCase } from '../run-case';

/** A cache whose rows from `used` on hold nonsense that must not be looked at. */
function cacheValues(normals: Float32Array, used: number, cols: number): Float32Array {
  return normals.fill(1e20, used * cols);
}

interface Cached {
  rows: number;
  heads: number;
  width: number;
  position: number;
  capacity: number;
  dynamic?: OpCase['dynamic'];
  core?: boolean;
}

function cachedCase({ rows, heads, width, position, capacity, dynamic, core }: Cached): OpCase {
  const cols = heads * width;
  return {
    op: 'attentionCached',
    name: `${dynamic?.rows ?? rows} rows at ${position} of ${capacity}, ${heads} heads of ${width}`,
    dynamic,
    core,
    record: (t) => {
      const used = position + (dynamic?.rows ?? rows);
      const cache = (): ArrayLike<number> => cacheValues(t.random.normals(capacity * cols), used, cols);
      const k = t.input(capacity, cols, cache());
      const v = t.input(capacity, cols, cache());
      const qkv = t.input(rows, 3 * cols, t.random.normals(rows * 3 * cols, 2));
      t.backend.attentionCached({ qkv, k, v, state: t.state({ position }), y: t.output(rows, cols), heads });
    },
  };
}

function ropeCase({ rows, heads, width, position, capacity, dynamic, core }: Cached): OpCase {
  const cols = heads * width;
  return {
    op: 'ropeAppend',
    name: `${dynamic?.rows ?? rows} rows at ${position} of ${capacity}, ${heads} heads of ${width}`,
    dynamic,
    core,
    record: (t) => {
      const qkv = t.inout(rows, 3 * cols);
      const [k, v] = [t.output(capacity, cols), t.output(capacity, cols)];
      t.backend.ropeAppend({ qkv, k, v, state: t.state({ position }), heads, theta: 10000 });
    },
  };
}

const CACHED: Cached[] = [
  { rows: 1, heads: 1, width: 4, position: 0, capacity: 3 },
  { rows: 1, heads: 4, width: 64, position: 100, capacity: 224, core: true },
  { rows: 1, heads: 3, width: 20, position: 255, capacity: 600 },
  { rows: 1, heads: 2, width: 80, position: 599, capacity: 600 },
  { rows: 1, heads: 2, width: 6, position: 4, capacity: 33 },
  { rows: 3, heads: 2, width: 16, position: 30, capacity: 65 },
  { rows: 17, heads: 2, width: 12, position: 0, capacity: 17 },
  { rows: 65, heads: 4, width: 64, position: 3, capacity: 100 },
  { rows: 33, heads: 1, width: 70, position: 0, capacity: 40 },
  {
    rows: 40,
    heads: 2,
    width: 16,
    position: 0,
    capacity: 64,
    dynamic: { capacity: 40, rows: 19 },
    core: true,
  },
];

/** Attention over a map, and over a cache. */
export const attentionCases: OpCase[] = [
  ...[
    { rows: 1, heads: 1, width: 1 },
    { rows: 3, heads: 2, width: 17 },
    { rows: 33, heads: 2, width: 12 },
    { rows: 65, heads: 3, width: 64 },
    { rows: 70, heads: 1, width: 130 },
  ].map(({ rows, heads, width }): OpCase => ({
    op: 'attention',
    name: `${rows} rows, ${heads} heads of ${width}`,
    core: rows === 65,
    record: (t) => {
      const cols = heads * width;
      const qkv = t.input(rows, 3 * cols, t.random.normals(rows * 3 * cols, 2));
      t.backend.attention({ qkv, y: t.output(rows, cols), heads });
    },
  })),
  ...CACHED.map(cachedCase),
  ...CACHED.map(ropeCase),
  ropeCase({ rows: 4, heads: 1, width: 8, position: 8, capacity: 10 }), // two rows do not fit
];
