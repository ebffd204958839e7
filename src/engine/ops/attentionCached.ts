import type { Recorder } from '../gpu/recorder';
import { inputLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import { TILE } from './attention';
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

/** One query gets a workgroup a head that spreads over the keys; several share tiles of keys. */
export function recordAttentionCached(r: Recorder, o: OpArgs<'attentionCached'>): void {
  const { rows, cols, capacity } = attentionCachedShape(o);
  const width = cols / o.heads;
  const scale = 1 / Math.sqrt(width);
  const buffers = [read(o.qkv), read(o.k), read(o.v), read(o.state), write(o.y)];
  const slices = Math.ceil(width / TILE.channels);
  if (rows === 1 && width % 4 === 0) {
    r.dispatch({
      shader: 'attentionCached',
      u32: [width, cols, capacity],
      f32: [scale],
      buffers,
      grid: () => [o.heads, slices, 1],
    });
    return;
  }
  r.dispatch({
    shader: 'attention',
    defines: { heads: inputLoader(width) },
    rows: r.rowsOf(o.y),
    // width, cols, qStride, kvStride, kOffset, vOffset, capacity, causal
    u32: [width, cols, 3 * cols, cols, 0, 0, capacity, 1],
    f32: [scale],
    buffers,
    grid: (m) => [Math.ceil(m / TILE.rows), o.heads, slices],
  });
}
