import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import { recordAttend } from './attend';
import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function attentionCachedShape({ qkv, k, v, state, y, heads }: OpArgs<'attentionCached'>) {
  const cols = y.cols;
  const caches = k.cols === cols && isTensor(v, k.rows, cols) && isTensor(state, 1, STATE_WORDS);
  const fits = caches && isTensor(qkv, y.rows, 3 * cols) && cols % heads === 0;
  requireShape(
    'attentionCached',
    fits,
    `qkv [M, 3C], k, v [N, C], y [M, C], ${heads} heads`,
    qkv,
    k,
    v,
    state,
    y,
  );
  return { rows: y.rows, cols, capacity: k.rows };
}

/** Output channels of one workgroup of shaders/attentionCached.wgsl. */
const SLICE = 64;

/** One query gets a workgroup a head that spreads over the keys; several share what they read of them. */
export function recordAttentionCached(r: Recorder, o: OpArgs<'attentionCached'>): void {
  const { rows, cols, capacity } = attentionCachedShape(o);
  const { qkv, k, v, state, y, heads } = o;
  const width = cols / heads;
  if (rows > 1 || width % 4 !== 0) {
    recordAttend(r, { q: qkv, k, v, y, heads, kvStride: cols, kOffset: 0, vOffset: 0, state });
    return;
  }
  r.dispatch({
    shader: 'attentionCached',
    u32: [width, cols, capacity],
    f32: [1 / Math.sqrt(width)],
    buffers: [read(qkv), read(k), read(v), read(state), write(y)],
    grid: () => [heads, Math.ceil(width / SLICE), 1],
  });
}
