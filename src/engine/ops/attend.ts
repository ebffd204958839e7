import { inputLoader } from '../gpu/loaders';
import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { Tensor } from './backend';

/** Query rows and output channels of one workgroup of shaders/attention.wgsl. */
const TILE = { rows: 16, channels: 64 } as const;

/** Attention of many rows: where queries, keys and values lie. Offsets and strides in elements. */
export interface Attend {
  q: Tensor;
  k: Tensor;
  v: Tensor;
  y: Tensor;
  heads: number;
  kvStride: number;
  kOffset: number;
  vOffset: number;
  /** Row i sees keys 0..position + i; without it, all rows see each other. */
  state: Tensor | null;
}

/** Records softmax(q . k^T / sqrt(d)) . v for every head. */
export function recordAttend(r: Recorder, o: Attend): void {
  const width = o.y.cols / o.heads;
  if (r.variants.attention === 'steps' && width % 4 === 0) recordSteps(r, o, width);
  else recordTiles(r, o, width);
}

/** The shaders' Params after the row count; see shaders/lib/attend.wgsl. */
function params({ q, k, y, heads, kvStride, kOffset, vOffset, state }: Attend, pitch: number) {
  const width = y.cols / heads;
  return {
    u32: [width, y.cols, q.cols, kvStride, kOffset, vOffset, k.rows, state ? 1 : 0, pitch],
    f32: [1 / Math.sqrt(width)],
  };
}

/** One kernel that keeps scores in workgroup memory. */
function recordTiles(r: Recorder, o: Attend, width: number): void {
  r.dispatch({
    shader: 'attention',
    defines: { heads: inputLoader(width) },
    rows: r.rowsOf(o.y),
    ...params(o, 0),
    buffers: [read(o.q), read(o.k), read(o.v), read(o.state), write(o.y)],
    grid: (rows) => [Math.ceil(rows / TILE.rows), o.heads, Math.ceil(width / TILE.channels)],
  });
}

/** Three kernels with the scores in storage. */
function recordSteps(r: Recorder, o: Attend, width: number): void {
  const keys = o.k.rows;
  const pitch = Math.ceil(keys / 4) * 4;
  const scores = r.shared('scores', o.heads * o.y.rows, pitch);
  const common = { rows: r.rowsOf(o.y), ...params(o, pitch) };
  const blocks = (count: number): number => Math.ceil(count / 32); // of 8 threads that make 4 each
  r.dispatch({
    shader: 'attentionScores',
    ...common,
    buffers: [read(o.q), read(o.k), read(null), read(o.state), write(scores)],
    grid: (rows) => [blocks(keys), blocks(rows), o.heads],
  });
  r.dispatch({
    shader: 'attentionSoftmax',
    ...common,
    buffers: [read(null), read(null), read(null), read(o.state), write(scores)],
    grid: (rows) => [Math.ceil(rows / 64), o.heads, 1],
  });
  r.dispatch({
    shader: 'attentionValues',
    ...common,
    buffers: [read(scores), read(null), read(o.v), read(o.state), write(o.y)],
    grid: (rows) => [blocks(width), blocks(rows), o.heads],
  });
}
