/** Log entries for tests and for scripts/bench-log.ts. */
import { EMPTY, headOf, seal, sha256, stamp } from '../log';
import type { Clock, DecisionBody, EntryBody, ImportBody, InferBody, LogBox, LogEntry, Origin } from '../log';

/** A clock that advances a second at each look, and "random" bytes that count. */
export function fakeClock(start = Date.UTC(2026, 6, 29, 5, 0, 0)): Clock {
  let [now, count] = [start, 0];
  return {
    now: () => (now += 1000),
    offsetMinutes: () => 540,
    monotonic: () => now - start,
    random: (bytes) => {
      count++;
      return Uint8Array.from({ length: bytes }, (_, i) => (count >> (8 * (bytes - 1 - i))) & 255);
    },
  };
}

export const origin: Origin = {
  session_id: 'session-1',
  device_id: 'device-1',
  operator: '佐藤',
  app: { version: '0.1.0', build_sha: 'abc' },
};

/** Any number as a digest. */
export const ref = (n: number): string => n.toString(16).padStart(64, '0');

export const imported = (n: number, name = `photo-${n}.jpg`): ImportBody => ({
  type: 'import',
  image: {
    sha256_of_file_bytes: ref(n),
    sha256_of_upright_rgba: ref(n + 1_000_000),
    name,
    bytes: 1000 + n,
    mime: 'image/jpeg',
    width: 640,
    height: 480,
    exif_orientation: 1,
    source: 'file',
  },
});

export const boxAt = (id: string, x0: number, score = 0.9, label = 'scratch'): LogBox => ({
  id,
  label,
  x0,
  y0: 10,
  x1: x0 + 40,
  y1: 50,
  score,
  score_kind: 'calibrated',
  step_index: 2,
});

export const inferred = (n: number, boxes: LogBox[], verdict: InferBody['verdict'] = 'fail'): InferBody => ({
  type: 'infer',
  image_ref: ref(n),
  model: { id: 'lynx', version: '1', files_sha256: { 'model.safetensors': ref(7) } },
  backend: { kind: 'webgpu', vendor: 'test', architecture: 'soft', description: '' },
  prompt: { text: '傷はどこ？', lang: 'ja' },
  alpha: 0,
  raw_output: { text: '鋼の表面。右上に線傷。不合格。', tokens: [1, 2, 3] },
  steps: [{ index: 2, kind: 'find', text: '線傷', box_ids: boxes.map((box) => box.id) }],
  boxes,
  verdict,
  experts: [{ block: 1, counts: [3, 1, 0, 2] }],
  timing_ms: { total: 812.5, encode: 300 },
  threshold_at_view: 0.5,
  parse_warnings: [],
});

export const decided = (
  n: number,
  infer_ref: string | null,
  more: Partial<DecisionBody> = {},
): DecisionBody => ({
  type: 'decision',
  image_ref: ref(n),
  infer_ref,
  verdict: 'accept',
  part: 'fail',
  per_box: [],
  boxes: [],
  missed_added: 0,
  threshold: 0.5,
  review_ms: 4000,
  ai_visible_before_decision: true,
  ...more,
});

/** A chain of those bodies. */
export async function chainOf(bodies: readonly EntryBody[], clock = fakeClock()): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const body of bodies) {
    const head = entries.length > 0 ? headOf(entries) : EMPTY;
    entries.push(await seal({ ...stamp(clock, origin), ...body }, head, sha256));
  }
  return entries;
}
