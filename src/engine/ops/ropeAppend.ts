import type { Recorder } from '../gpu/recorder';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { STATE_WORDS } from './backend';
import { isTensor, requireShape } from './shape';

export function ropeAppendShape({ qkv, k, v, state, heads }: OpArgs<'ropeAppend'>) {
  const cols = k.cols;
  const caches = isTensor(v, k.rows, cols) && k !== v && isTensor(state, 1, STATE_WORDS);
  const fits = caches && qkv.cols === 3 * cols && cols % (2 * heads) === 0;
  requireShape(
    'ropeAppend',
    fits,
    `qkv [M, 3C], k, v [N, C], ${heads} heads of even width`,
    qkv,
    k,
    v,
    state,
  );
  return { rows: qkv.rows, cols, capacity: k.rows };
}

export function recordRopeAppend(r: Recorder, o: OpArgs<'ropeAppend'>): void {
  const { cols, capacity } = ropeAppendShape(o);
  const half = cols / o.heads / 2;
  const angles = r.constant(`angles.${capacity}.${half}.${o.theta}`, () =>
    angleTable(capacity, half, o.theta),
  );
  r.dispatch({
    shader: 'ropeAppend',
    rows: r.rowsOf(o.qkv),
    u32: [cols, half, capacity],
    buffers: [write(o.qkv), write(o.k), write(o.v), read(o.state), read(angles)],
    grid: (rows) => [Math.ceil(cols / 2 / 64), rows, 1],
  });
}

/** (cos, sin) of position * theta^(-c / half), [positions, half, 2]. */
function angleTable(positions: number, half: number, theta: number): Float32Array {
  const table = new Float32Array(positions * half * 2);
  for (let i = 0; i < positions * half; i++) {
    const angle = Math.floor(i / half) * theta ** (-(i % half) / half);
    table[2 * i] = Math.cos(angle);
    table[2 * i + 1] = Math.sin(angle);
  }
  return table;
}
