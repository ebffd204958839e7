import type { Bench } from '../bench';
import type { OpCase, Then } from '../run-case';
import type { Limits } from './grammar';
import { LOC_FIRST, STATES, testGrammar } from './grammar';

interface Walk extends Limits {
  vocabulary: number;
  locBins: number;
  steps: number;
  /** Logits of one step. */
  logits?: (t: Bench, step: number) => Float32Array;
  start?: Parameters<Bench['state']>[0];
}

/** A whole answer: one run a token, with fresh logits each. */
function walk(t: Bench, o: Walk): Then {
  const { vocabulary, locBins, steps } = o;
  const grammar = testGrammar(t, vocabulary, locBins, o);
  const logits = t.input(1, vocabulary);
  const state = t.state({ grammar: 0, position: 7, ...o.start });
  const out = t.output(o.maxTokens, 4, [0]);
  t.backend.sample({ logits, grammar, state, out });
  return (program) => {
    for (let step = 0; step < steps; step++) {
      t.backend.write(logits, o.logits?.(t, step) ?? t.random.normals(vocabulary, 3));
      program.run();
    }
  };
}

/** R random regions [R, 8] in the order of no score; the last row is empty, as non-maximum suppression leaves it. */
function someRegions(t: Bench, count: number) {
  const rows = Array.from({ length: count }, (_, r) => {
    const [x, y, w, h] = Array.from({ length: 4 }, () => t.random.integer(1, 99) / 200);
    return r === count - 1 ? Array<number>(8).fill(0) : [x, y, x + w, y + h, 0.5, 0, r, 0];
  });
  return t.input(count, 8, rows.flat());
}

/** A whole answer whose boxes are bound to regions. */
function boundWalk(t: Bench, o: Walk & { regions: number; bound: 1 | 2 }): Then {
  const grammar = testGrammar(t, o.vocabulary, o.locBins, o, o.bound);
  const logits = t.input(1, o.vocabulary);
  const state = t.state({ grammar: 0, position: 7 });
  const out = t.output(o.maxTokens, 4, [0]);
  const y = t.output(1, o.vocabulary, true);
  t.backend.groundLocations({ logits, regions: someRegions(t, o.regions), grammar, state, out, y });
  t.backend.sample({ logits: y, grammar, state, out });
  return (program) => {
    for (let step = 0; step < o.steps; step++) {
      t.backend.write(logits, endlessFindings(t, o.vocabulary));
      program.run();
    }
  };
}

/** Logits under which a finding is likelier than the end of an answer. */
function endlessFindings(t: Bench, vocabulary: number): Float32Array {
  return t.random.normals(vocabulary, 3).map((v, i) => (i === 2 ? 20 : i === 3 || i === 5 ? -50 : v));
}

/** Logits under which <eos> and <verdict> always lose: only the limits can end the answer. */
function endless(t: Bench): Float32Array {
  return t.random.normals(2048, 3).map((v, i) => (i === 3 || i === 4 ? -50 : v));
}

const sampleCases: OpCase[] = [
  ...[
    { vocabulary: 2048, locBins: 256, maxText: 24, maxFindings: 6, maxTokens: 104, steps: 110 },
    { vocabulary: 300, locBins: 33, maxText: 3, maxFindings: 1, maxTokens: 30, steps: 32 },
    { vocabulary: 65, locBins: 2, maxText: 2, maxFindings: 2, maxTokens: 40, steps: 40 },
  ].map((o): OpCase => ({
    op: 'sample',
    name: `${o.vocabulary} tokens, ${o.steps} steps`,
    core: o.vocabulary === 2048,
    record: (t) => walk(t, o),
  })),
  {
    op: 'sample',
    name: 'ends although <eos> never wins',
    record: (t) =>
      walk(t, {
        vocabulary: 2048,
        locBins: 256,
        maxText: 9,
        maxFindings: 3,
        maxTokens: 41,
        steps: 41,
        logits: endless,
      }),
  },
  {
    op: 'sample',
    name: 'ties go to the lower token; a corner keeps room for the other',
    record: (t) => {
      const limits = { maxText: 4, maxFindings: 2, maxTokens: 30 };
      return walk(t, {
        vocabulary: 400,
        locBins: 256,
        ...limits,
        steps: 30,
        logits: () => new Float32Array(400),
      });
    },
  },
  {
    op: 'sample',
    name: 'the last bin is refused to a first corner',
    record: (t) => {
      const limits = { maxText: 4, maxFindings: 2, maxTokens: 30 };
      const last = (): Float32Array =>
        Float32Array.from({ length: 400 }, (_, v) => (v === LOC_FIRST + 255 ? 9 : v / 400));
      return walk(t, { vocabulary: 400, locBins: 256, ...limits, steps: 6, logits: last });
    },
  },
  {
    op: 'sample',
    name: 'nothing happens once done',
    record: (t) => {
      const start = { done: 1, grammar: STATES.indexOf('text'), count: 3 };
      return walk(t, {
        vocabulary: 65,
        locBins: 9,
        maxText: 2,
        maxFindings: 2,
        maxTokens: 9,
        steps: 2,
        start,
      });
    },
  },
  {
    op: 'sample',
    name: 'a prefill of 11 rows moves the position by 11',
    dynamic: { capacity: 20, rows: 11 },
    record: (t) => {
      const grammar = testGrammar(t, 70, 9, { maxText: 2, maxFindings: 1, maxTokens: 20 });
      const operands = { logits: t.input(1, 70), grammar, state: t.state({ position: 2 }) };
      t.backend.sample({ ...operands, out: t.output(20, 4, [0]) });
    },
  },
];

const boundCases: OpCase[] = [
  { vocabulary: 2048, locBins: 256, regions: 12, bound: 2 as const, maxFindings: 6 },
  { vocabulary: 301, locBins: 33, regions: 1, bound: 1 as const, maxFindings: 2 },
  { vocabulary: 2048, locBins: 256, regions: 3, bound: 2 as const, maxFindings: 5 },
].map((o): OpCase => ({
  op: 'groundLocations',
  name: `${o.regions} regions, bound ${o.bound}, up to ${o.maxFindings} findings`,
  core: o.regions === 12,
  record: (t) => boundWalk(t, { ...o, maxText: 3, maxTokens: 90, steps: 60 }),
}));

/** Token rows in and out. */
export const textCases: OpCase[] = [
  ...boundCases,
  ...(['f32', 'f16'] as const).flatMap((dtype) =>
    [
      { rows: 1, cols: 256, firstRow: 0 },
      { rows: 33, cols: 12, firstRow: 7 },
      { rows: 5, cols: 18, firstRow: 2 },
    ].map(({ rows, cols, firstRow }): OpCase => ({
      op: 'embed',
      name: `${rows}x${cols} from ${firstRow}, ${dtype}`,
      core: rows === 33 && dtype === 'f16',
      record: (t) => {
        const ids = t.input(
          40,
          1,
          Array.from({ length: 40 }, () => t.random.integer(0, 64)),
        );
        t.backend.embed({ ids, table: t.weight([65, cols], dtype), y: t.output(rows, cols), firstRow });
      },
    })),
  ),
  {
    op: 'embed',
    name: '17 of 30 rows',
    dynamic: { capacity: 30, rows: 17 },
    record: (t) => {
      const ids = t.input(
        30,
        1,
        Array.from({ length: 30 }, () => t.random.integer(0, 9)),
      );
      t.backend.embed({ ids, table: t.weight([10, 8]), y: t.output(30, 8), firstRow: 5 });
    },
  },
  ...[
    { cols: 256, dtype: 'f16' as const },
    { cols: 18, dtype: 'f16' as const },
    { cols: 17, dtype: 'f32' as const },
  ].map(({ cols, dtype }): OpCase => ({
    op: 'embedState',
    name: `${cols} columns, ${dtype}`,
    core: cols === 256,
    record: (t) => {
      const state = t.state({ token: t.random.integer(0, 32) });
      t.backend.embedState({ state, table: t.weight([33, cols], dtype), y: t.output(1, cols) });
    },
  })),
  {
    op: 'lastRow',
    name: 'static',
    record: (t) => t.backend.lastRow({ x: t.input(5, 65), y: t.output(1, 65) }),
  },
  {
    op: 'lastRow',
    name: '13 of 20 rows',
    core: true,
    dynamic: { capacity: 20, rows: 13 },
    record: (t) => t.backend.lastRow({ x: t.input(20, 17), y: t.output(1, 17) }),
  },
  ...sampleCases,
];
