import type { OpCase } from '../run-case';

/** Feature maps: patchify, dwconv, upsampleAdd. */
export const mapCases: OpCase[] = [
  ...[
    { height: 8, width: 8, channels: 3, patch: 4 },
    { height: 6, width: 10, channels: 12, patch: 2 },
    { height: 3, width: 9, channels: 1, patch: 3 },
    { height: 34, width: 66, channels: 5, patch: 2 },
  ].map(({ height, width, channels, patch }): OpCase => ({
    op: 'patchify',
    name: `${height}x${width}x${channels}, p ${patch}`,
    core: patch === 4,
    record: (t) => {
      const x = t.input(height * width, channels);
      const y = t.output((height * width) / patch ** 2, patch ** 2 * channels);
      t.backend.patchify({ x, y, height, width, patch });
    },
  })),
  ...(['f32', 'f16'] as const).flatMap((dtype) =>
    [
      { height: 1, width: 1, channels: 1, kernel: 5 },
      { height: 3, width: 17, channels: 3, kernel: 3 },
      { height: 9, width: 7, channels: 12, kernel: 5 },
      { height: 16, width: 17, channels: 48, kernel: 5 },
      { height: 2, width: 33, channels: 65, kernel: 7 },
    ].map(({ height, width, channels, kernel }): OpCase => ({
      op: 'dwconv',
      name: `${height}x${width}x${channels}, k ${kernel}, ${dtype}`,
      core: channels === 48 && dtype === 'f16',
      record: (t) => {
        const x = t.input(height * width, channels);
        const w = t.weight([kernel * kernel, channels], dtype);
        const b = t.weight([channels]);
        t.backend.dwconv({ x, w, b, y: t.output(height * width, channels), height, width, kernel });
      },
    })),
  ),
  ...[
    { height: 2, width: 2, channels: 1 },
    { height: 6, width: 34, channels: 12 },
    { height: 18, width: 10, channels: 33 },
  ].map(({ height, width, channels }): OpCase => ({
    op: 'upsampleAdd',
    name: `${height}x${width}x${channels}`,
    core: channels === 12,
    record: (t) => {
      const a = t.input((height * width) / 4, channels);
      const b = t.input(height * width, channels);
      t.backend.upsampleAdd({ a, b, y: t.output(height * width, channels), height, width });
    },
  })),
];
