import type { OpCase } from '../run-case';

interface Experts {
  rows: number;
  inner: number;
  cols: number;
  experts: number;
  perSlot?: boolean;
  dtype?: 'f32' | 'f16';
  gated?: boolean;
  combine?: 'separate' | 'in place';
  /** Every row chooses experts 1 and 0. */
  crowded?: boolean;
  dynamic?: OpCase['dynamic'];
  core?: boolean;
}

function moeLinearCase(o: Experts): OpCase {
  const {
    rows,
    inner,
    cols,
    experts,
    perSlot = false,
    dtype = 'f32',
    crowded = false,
    gated = false,
    dynamic,
    combine,
  } = o;
  const parts = [
    perSlot && 'per slot',
    crowded && 'crowded',
    gated && 'swiglu',
    combine && `combine ${combine}`,
    dynamic && `${dynamic.rows} rows run`,
    dtype,
  ];
  return {
    op: 'moeLinear',
    name: [`${rows}x${inner}x${cols} of ${experts}`, ...parts.filter(Boolean)].join(', '),
    dynamic,
    core: o.core,
    record: (t) => {
      const chosen = Array.from({ length: rows }, () => {
        const first = t.random.integer(0, experts - 1);
        return crowded ? [1, 0] : [first, (first + t.random.integer(1, experts - 1)) % experts];
      });
      const ids = t.input(rows, 2, chosen.flat());
      const x = t.input(perSlot ? 2 * rows : rows, inner);
      const w = t.weight([experts, gated ? 2 * cols : cols, inner], dtype);
      const act = gated ? 'swiglu' : 'none';
      if (!combine) {
        t.backend.moeLinear({ x, w, ids, y: t.output(2 * rows, cols), perSlot, act });
        return;
      }
      const y = combine === 'in place' ? t.inout(rows, cols) : t.output(rows, cols);
      const residual = combine === 'in place' ? y : t.input(rows, cols);
      const gates = t.input(rows, 2);
      t.backend.moeLinear({ x, w, ids, y, perSlot, act, combine: { gates, residual, scale: 0.5 } });
    },
  };
}

/** Mixture of experts. */
export const expertCases: OpCase[] = [
  ...[
    { rows: 1, inner: 256, experts: 4 },
    { rows: 3, inner: 17, experts: 2 },
    { rows: 65, inner: 33, experts: 7 },
  ].map(({ rows, inner, experts }): OpCase => ({
    op: 'moeRoute',
    name: `${rows}x${inner} to ${experts}`,
    core: experts === 7,
    record: (t) => {
      const [ids, gates] = [t.output(rows, 2, true), t.output(rows, 2)];
      const w = t.weight([experts, inner]);
      t.backend.moeRoute({ x: t.input(rows, inner), w, ids, gates });
    },
  })),
  ...[1, 17].map((rows): OpCase => ({
    op: 'moeRoute',
    name: `${rows}x36 normalised`,
    core: rows === 1,
    record: (t) => {
      const [ids, gates] = [t.output(rows, 2, true), t.output(rows, 2)];
      const normed = { w: t.weight([36]), h: t.output(rows, 36) };
      t.backend.moeRoute({ x: t.input(rows, 36), w: t.weight([4, 36]), ids, gates, normed });
    },
  })),
  {
    op: 'moeRoute',
    name: 'ties go to the lower expert',
    record: (t) => {
      const [ids, gates] = [t.output(2, 2, true), t.output(2, 2)];
      const w = t.weight([5, 1], 'f32', [-1, 2, 0, 2, 2]);
      t.backend.moeRoute({ x: t.input(2, 1, [1, 0]), w, ids, gates });
    },
  },
  {
    op: 'moeRoute',
    name: '5 of 9 rows',
    dynamic: { capacity: 9, rows: 5 },
    record: (t) => {
      const [ids, gates] = [t.output(9, 2, true), t.output(9, 2)];
      t.backend.moeRoute({ x: t.input(9, 8), w: t.weight([4, 8]), ids, gates });
    },
  },
  moeLinearCase({ rows: 1, inner: 256, cols: 97, experts: 4, dtype: 'f16', core: true }),
  moeLinearCase({ rows: 1, inner: 17, cols: 3, experts: 2 }),
  moeLinearCase({ rows: 1, inner: 24, cols: 33, experts: 4, perSlot: true, dtype: 'f16' }),
  ...[1, 35].flatMap((rows) => [
    moeLinearCase({ rows, inner: 64, cols: 30, experts: 4, gated: true, dtype: 'f16', core: true }),
    moeLinearCase({
      rows,
      inner: 36,
      cols: 33,
      experts: 4,
      perSlot: true,
      combine: 'separate',
      dtype: 'f16',
    }),
    moeLinearCase({ rows, inner: 17, cols: 12, experts: 3, perSlot: true, combine: 'in place' }),
  ]),
  moeLinearCase({ rows: 3, inner: 17, cols: 5, experts: 3 }),
  moeLinearCase({ rows: 33, inner: 32, cols: 65, experts: 4, dtype: 'f16', core: true }),
  moeLinearCase({ rows: 65, inner: 48, cols: 32, experts: 4, perSlot: true }),
  moeLinearCase({ rows: 40, inner: 34, cols: 31, experts: 3, perSlot: true, dtype: 'f16', crowded: true }),
  ...[undefined, 'separate' as const].map((combine) =>
    moeLinearCase({
      rows: 50,
      inner: 16,
      cols: 20,
      experts: 4,
      combine,
      dynamic: { capacity: 50, rows: 21 },
    }),
  ),
  ...[
    { rows: 1, cols: 256, inPlace: true },
    { rows: 17, cols: 33, inPlace: false },
    { rows: 65, cols: 20, inPlace: true },
  ].map(({ rows, cols, inPlace }): OpCase => ({
    op: 'moeCombine',
    name: `${rows}x${cols}${inPlace ? ' in place' : ''}`,
    core: rows === 65,
    record: (t) => {
      const y = inPlace ? t.inout(rows, cols) : t.output(rows, cols);
      const residual = inPlace ? y : t.input(rows, cols);
      t.backend.moeCombine({ x: t.input(2 * rows, cols), gates: t.input(rows, 2), residual, y, scale: 0.75 });
    },
  })),
];
