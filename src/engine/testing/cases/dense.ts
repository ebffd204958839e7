import type { Activation } from '../../ops/backend';
import type { OpCase } from '../run-case';

type Residual = 'none' | 'separate' | 'in place';

interface LinearSizes {
  rows: number;
  inner: number;
  cols: number;
  act?: Activation | 'swiglu';
  norm?: boolean;
  residual?: Residual;
  bias?: boolean;
  dtype?: 'f32' | 'f16';
  scale?: number;
  dynamic?: OpCase['dynamic'];
  core?: boolean;
}

function linearCase(o: LinearSizes): OpCase {
  const { rows, inner, cols, act = 'none', residual = 'none', bias = true, dtype = 'f32', scale = 1 } = o;
  const gated = act === 'swiglu';
  const parts = [
    act !== 'none' && act,
    residual !== 'none' && `residual ${residual}`,
    !bias && 'no bias',
    dtype,
  ];
  const dynamic = o.dynamic ? ` of ${o.dynamic.rows} rows` : '';
  return {
    op: 'linear',
    name: [`${rows}x${inner}x${cols}${dynamic}`, ...parts.filter(Boolean)].join(', '),
    dynamic: o.dynamic,
    core: o.core,
    record: (t) => {
      const x = t.input(rows, inner, t.random.normals(rows * inner, scale));
      const w = t.weight([gated ? 2 * cols : cols, inner], dtype);
      const b = bias && !gated ? t.weight([cols]) : undefined;
      const y = residual === 'in place' ? t.inout(rows, cols) : t.output(rows, cols);
      const added = residual === 'none' ? undefined : residual === 'in place' ? y : t.input(rows, cols);
      const norm = o.norm ? t.weight([inner]) : undefined;
      t.backend.linear({ x, w, b, y, act, residual: added, norm });
    },
  };
}

/** Matrix products. */
export const linearCases: OpCase[] = [
  ...[1, 2, 3, 17, 33, 65].flatMap((rows) => [
    linearCase({ rows, inner: 48, cols: 33 }),
    linearCase({ rows, inner: 36, cols: 65, dtype: 'f16', act: 'gelu' }),
    linearCase({ rows, inner: 17, cols: 3, residual: 'separate' }),
    linearCase({ rows, inner: 66, cols: 20, dtype: 'f16', residual: 'in place', bias: false }),
  ]),
  ...[1, 33].flatMap((rows) => [
    linearCase({ rows, inner: 64, cols: 37, act: 'swiglu', dtype: 'f16', norm: true, core: true }),
    linearCase({ rows, inner: 19, cols: 16, act: 'swiglu' }),
    linearCase({ rows, inner: 256, cols: 40, dtype: 'f16', residual: 'in place', norm: true }),
    linearCase({ rows, inner: 21, cols: 5, bias: false, norm: true }),
  ]),
  linearCase({
    rows: 20,
    inner: 32,
    cols: 12,
    act: 'swiglu',
    norm: true,
    dynamic: { capacity: 20, rows: 7 },
  }),
  linearCase({ rows: 5, inner: 1, cols: 1 }),
  linearCase({ rows: 1, inner: 3, cols: 1 }),
  linearCase({ rows: 1, inner: 2, cols: 7, dtype: 'f16' }),
  linearCase({ rows: 1, inner: 768, cols: 257, dtype: 'f16', act: 'gelu', residual: 'in place', core: true }),
  linearCase({ rows: 1, inner: 1030, cols: 5, residual: 'separate' }),
  linearCase({
    rows: 130,
    inner: 192,
    cols: 96,
    dtype: 'f16',
    act: 'gelu',
    residual: 'separate',
    core: true,
  }),
  linearCase({ rows: 37, inner: 18, cols: 33, dtype: 'f16', residual: 'in place' }),
  linearCase({ rows: 9, inner: 12, cols: 8, act: 'gelu', scale: 1000 }), // where tanh would overflow
  ...[1, 17, 64].map((rows) =>
    linearCase({ rows: 64, inner: 32, cols: 40, residual: 'in place', dynamic: { capacity: 64, rows } }),
  ),
];

const SIZES = [
  [1, 1],
  [3, 17],
  [65, 48],
  [7, 256],
  [33, 130],
  [2, 1025],
] as const;

/** Widths of the core cases of the norms: 16 and 32 threads a row, whole cells and single columns. */
const CORE: readonly number[] = [17, 256];

/** Norms and elementwise ops on rows. */
export const rowCases: OpCase[] = [
  ...SIZES.flatMap(([rows, cols]): OpCase[] => [
    {
      op: 'layernorm',
      name: `${rows}x${cols}, far from zero`,
      // f32 keeps 24 bits of a value near 30: what is left of its deviation is good to 1e-5 or so.
      tolerance: 1e-3,
      record: (t) => {
        const x = t.input(
          rows,
          cols,
          t.random.normals(rows * cols).map((v) => v + 30),
        );
        t.backend.layernorm({ x, w: t.weight([cols]), b: t.weight([cols]), y: t.output(rows, cols) });
      },
    },
    {
      op: 'layernorm',
      name: `${rows}x${cols}`,
      core: CORE.includes(cols),
      record: (t) => {
        const x = t.input(rows, cols);
        t.backend.layernorm({ x, w: t.weight([cols]), b: t.weight([cols]), y: t.output(rows, cols) });
      },
    },
    {
      op: 'rmsnorm',
      name: `${rows}x${cols}`,
      core: CORE.includes(cols),
      record: (t) =>
        t.backend.rmsnorm({ x: t.input(rows, cols), w: t.weight([cols]), y: t.output(rows, cols) }),
    },
    {
      op: 'swiglu',
      name: `${rows}x${cols}`,
      core: cols === 48,
      record: (t) => {
        const x = t.input(rows, 2 * cols, t.random.normals(rows * 2 * cols, 30));
        t.backend.swiglu({ x, y: t.output(rows, cols) });
      },
    },
    ...(['f32', 'f16'] as const).map((dtype): OpCase => ({
      op: 'addWeight',
      name: `${rows}x${cols}, ${dtype}`,
      record: (t) => {
        const p = t.weight([rows, cols], dtype);
        t.backend.addWeight({ x: t.input(rows, cols), p, y: t.output(rows, cols) });
      },
    })),
  ]),
  {
    op: 'addWeight',
    name: 'in place',
    core: true,
    record: (t) => {
      const x = t.inout(5, 12);
      t.backend.addWeight({ x, p: t.weight([5, 12]), y: x });
    },
  },
  {
    op: 'rmsnorm',
    name: '9 of 20 rows',
    dynamic: { capacity: 20, rows: 9 },
    record: (t) => t.backend.rmsnorm({ x: t.input(20, 32), w: t.weight([32]), y: t.output(20, 32) }),
  },
  {
    op: 'swiglu',
    name: '7 of 20 rows, two slots each',
    dynamic: { capacity: 20, rows: 7 },
    record: (t) => t.backend.swiglu({ x: t.input(40, 24), y: t.output(40, 12) }),
  },
  ...[7, 12].map((cols): OpCase => ({
    op: 'copyRows',
    name: `${cols} columns`,
    core: cols === 12,
    record: (t) => {
      const x = t.input(9, cols);
      t.backend.copyRows({ x, y: t.output(20, cols), xRow: 2, yRow: 11, count: 5 });
    },
  })),
];
