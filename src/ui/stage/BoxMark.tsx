import { Group, Rect } from './konva';
import { scaleBox, type Box } from '../../inspection/box';
import type { Mark } from '../../state/marks';
import { Halo } from './Halo';
import { COLOUR, colourOf, rectOf } from './marks';

interface BoxMarkProps {
  mark: Mark;
  /** In stage pixels, as is `was`. */
  box: Box;
  was?: Box;
  scale: number;
  lit: boolean;
}

const DASH = { model: [14, 6], dim: [7, 8], human: undefined, gone: [2, 9] };
const OPACITY = { model: 1, dim: 0.6, human: 1, gone: 0.5 };

/** A bright line in a dark casing: dashed for the model's boxes, solid for a person's, dim for what does not count. */
export function BoxMark({ mark, box, was, scale, lit }: BoxMarkProps) {
  const { standing, spread } = mark;
  const colour = colourOf(standing);
  const line = lit ? 4 : standing === 'human' ? 3.5 : 2.5;
  const rect = { ...rectOf(box), cornerRadius: 3 };
  return (
    <Group opacity={lit ? 1 : OPACITY[standing]}>
      {was && (
        <Rect {...rectOf(was)} stroke={COLOUR.find} strokeWidth={1.5} dash={DASH.model} opacity={0.7} />
      )}
      {spread && <Halo box={box} spread={scaleBox(spread, scale)} colour={colour} />}
      <Rect
        {...rect}
        stroke={COLOUR.casing}
        strokeWidth={line + 3}
        opacity={standing === 'model' ? 0.8 : 0.7}
      />
      <Rect {...rect} stroke={colour} strokeWidth={line} dash={DASH[standing]} lineCap="round" />
    </Group>
  );
}
