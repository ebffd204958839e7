import type { OpArgs } from './backend';
import { requireShape } from './shape';

export function embedShape({ ids, table, y, firstRow }: OpArgs<'embed'>) {
  const rows = ids.cols === 1 && ids.rows >= y.rows && firstRow <= y.rows;
  const fits = rows && table.shape.length === 2 && table.shape[1] === y.cols;
  requireShape('embed', fits, `ids [>= M, 1], table [V, C], y [M, C], first row ${firstRow}`, ids, table, y);
  return { rows: y.rows, cols: y.cols, vocabulary: table.shape[0] };
}
