import type { Weight } from '../ops/backend';

/** Which shaders/lib/x_* reads input rows of `cols` columns. */
export function inputLoader(cols: number): string {
  return cols % 4 === 0 ? 'vec4' : 'f32';
}

/** Which shaders/lib/w_* reads rows of `cols` columns of a matrix, four at a time. */
export function weightLoader(w: Weight, cols: number): string {
  return cols % 4 === 0 ? `${w.dtype}_vec4` : w.dtype;
}

/** Which shaders/lib/p_* reads an elementwise parameter in cells for rows of `cols` columns. */
export function parameterLoader(p: Weight, cols: number): string {
  return p.dtype === 'f16' && cols % 4 === 0 ? 'f16_vec4' : p.dtype;
}
