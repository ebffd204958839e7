/** y = x + p, elementwise over the first `count` elements. `y` may be `x`. */
export function addWeight(o: { x: Float64Array; p: Float64Array; y: Float64Array; count: number }): void {
  for (let i = 0; i < o.count; i++) o.y[i] = o.x[i] + o.p[i];
}
