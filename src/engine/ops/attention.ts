import type { Recorder } from '../gpu/recorder';
import { inputLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { isTensor, requireShape } from './shape';

export function attentionShape({ qkv, y, heads }: OpArgs<'attention'>) {
  const fits = isTensor(qkv, y.rows, 3 * y.cols) && y.cols % heads === 0;
  requireShape('attention', fits, `qkv [T, 3C], y [T, C], ${heads} heads`, qkv, y);
  return { rows: y.rows, cols: y.cols };
}

/** Query rows and output channels of one workgroup of shaders/attention.wgsl. */
export const TILE = { rows: 16, channels: 64 } as const;

export function recordAttention(r: Recorder, o: OpArgs<'attention'>): void {
  const { cols } = attentionShape(o);
  const width = cols / o.heads;
  r.dispatch({
    shader: 'attention',
    defines: { heads: inputLoader(width) },
    rows: r.rowsOf(o.y),
    // width, cols, qStride, kvStride, kOffset, vOffset, capacity, causal
    u32: [width, cols, 3 * cols, 3 * cols, cols, 2 * cols, o.y.rows, 0],
    f32: [1 / Math.sqrt(width)],
    buffers: [read(o.qkv), read(o.qkv), read(o.qkv), read(null), write(o.y)],
    grid: (rows) => [Math.ceil(rows / TILE.rows), o.heads, Math.ceil(width / TILE.channels)],
  });
}
