import type { Recorder } from '../gpu/recorder';
import { weightLoader } from '../gpu/loaders';
import { read, write } from '../gpu/recorder';
import type { OpArgs } from './backend';
import { requireShape } from './shape';

export function embedShape({ ids, table, y, firstRow }: OpArgs<'embed'>) {
  const rows = ids.cols === 1 && ids.rows >= y.rows && firstRow <= y.rows;
  const fits = rows && table.shape.length === 2 && table.shape[1] === y.cols;
  requireShape('embed', fits, `ids [>= M, 1], table [V, C], y [M, C], first row ${firstRow}`, ids, table, y);
  return { rows: y.rows, cols: y.cols, vocabulary: table.shape[0] };
}

export function recordEmbed(r: Recorder, o: OpArgs<'embed'>): void {
  const { cols, vocabulary } = embedShape(o);
  r.dispatch({
    shader: 'embed',
    defines: { w: weightLoader(o.table, cols) },
    rows: r.rowsOf(o.y),
    u32: [cols, o.firstRow, vocabulary],
    buffers: [read(o.ids), read(o.table), write(o.y)],
    grid: (rows) => [Math.ceil(cols / 256), Math.max(0, rows - o.firstRow), 1],
  });
}
