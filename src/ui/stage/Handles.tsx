import { Line, Rect } from './konva';
import type { Box } from '../../inspection/box';
import { handleSpots } from '../../inspection/grab';
import { COLOUR } from './marks';

/** Side of a handle as it is drawn; what a finger can hit is larger (inspection/grab.ts). */
const SIDE = 16;

/** The handles of the selected box, in stage pixels: the same size at any zoom. */
export function Handles({ box }: { box: Box }) {
  const corner = (x: number, y: number) => ({
    x: Math.min(Math.max(x, box.x0), box.x1),
    y: Math.min(Math.max(y, box.y0), box.y1),
  });
  return (
    <>
      {handleSpots(box).map(({ handle, area }) => {
        const [x, y] = [(area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2];
        const tied = corner(x, y);
        return (
          <Line
            key={`tie-${handle}`}
            points={[tied.x, tied.y, x, y]}
            stroke={COLOUR.casing}
            strokeWidth={3}
          />
        );
      })}
      {handleSpots(box).map(({ handle, area }) => (
        <Rect
          key={handle}
          x={(area.x0 + area.x1 - SIDE) / 2}
          y={(area.y0 + area.y1 - SIDE) / 2}
          width={SIDE}
          height={SIDE}
          cornerRadius={handle.length === 2 ? 3 : SIDE / 2}
          fill="#ffffff"
          stroke={COLOUR.plate}
          strokeWidth={2.5}
        />
      ))}
    </>
  );
}
