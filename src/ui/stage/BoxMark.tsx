import { Group, Rect } from './konva';
import { scaleBox, type Box } from '../../inspection/box';
import type { Finding } from '../../state/status';
import { Halo } from './Halo';
import { COLOUR, rectOf } from './marks';

interface BoxMarkProps {
  finding: Finding;
  /** In stage pixels. */
  box: Box;
  scale: number;
  lit: boolean;
}

/** A finding's box: a bright line in a dark casing; dashed and dim where the model does not count it. */
export function BoxMark({ finding, box, scale, lit }: BoxMarkProps) {
  const { counts, spread } = finding;
  const colour = counts ? COLOUR.find : COLOUR.unsure;
  const line = lit ? 4 : 2.5;
  const rect = { ...rectOf(box), cornerRadius: 3 };
  return (
    <Group opacity={counts || lit ? 1 : 0.8}>
      {spread && <Halo box={box} spread={scaleBox(spread, scale)} colour={colour} />}
      <Rect {...rect} stroke={COLOUR.casing} strokeWidth={line + 3} opacity={counts ? 1 : 0.7} />
      <Rect {...rect} stroke={colour} strokeWidth={line} dash={counts ? undefined : [10, 7]} />
    </Group>
  );
}
