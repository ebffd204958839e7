import { Shape } from './konva';
import type { Box } from '../../inspection/box';
import { haloRings } from '../../inspection/halo';

const RINGS = 10;

/** A soft edge, as wide as the model is unsure of where each side lies. All in stage pixels. */
export function Halo({ box, spread, colour }: { box: Box; spread: Box; colour: string }) {
  const rings = haloRings(box, spread, RINGS, 3, 60);
  return (
    <Shape
      opacity={0.07}
      sceneFunc={(context, shape) => {
        context.globalAlpha = shape.getAbsoluteOpacity();
        context.fillStyle = colour;
        for (const { outer, inner } of rings) {
          context.beginPath();
          trace(context, outer, Math.min(24, box.x0 - outer.x0, box.y0 - outer.y0));
          trace(context, inner, 0);
          context.fill('evenodd');
        }
      }}
    />
  );
}

const trace = (context: { roundRect: CanvasRenderingContext2D['roundRect'] }, box: Box, radius: number) =>
  context.roundRect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, radius);
