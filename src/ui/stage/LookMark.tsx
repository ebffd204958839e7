import { Line } from './konva';
import type { Box } from '../../inspection/box';
import { COLOUR } from './marks';

/** Corner brackets around the region the model looked at: a place, not a finding. */
export function LookMark({ box }: { box: Box }) {
  const arm = Math.min(28, (box.x1 - box.x0) / 3, (box.y1 - box.y0) / 3);
  const corners = [
    [box.x0, box.y0 + arm, box.x0, box.y0, box.x0 + arm, box.y0],
    [box.x1 - arm, box.y0, box.x1, box.y0, box.x1, box.y0 + arm],
    [box.x1, box.y1 - arm, box.x1, box.y1, box.x1 - arm, box.y1],
    [box.x0 + arm, box.y1, box.x0, box.y1, box.x0, box.y1 - arm],
  ];
  const style = { lineCap: 'round', lineJoin: 'round' } as const;
  return (
    <>
      {corners.map((points, i) => (
        <Line key={`casing${i}`} points={points} stroke={COLOUR.casing} strokeWidth={7} {...style} />
      ))}
      {corners.map((points, i) => (
        <Line key={i} points={points} stroke={COLOUR.look} strokeWidth={4} {...style} />
      ))}
    </>
  );
}
