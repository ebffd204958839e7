import { Circle, Group, Rect, Text } from './konva';
import { rectOf } from './marks';
import type { Box } from '../../inspection/box';
import type { Mark } from '../../state/marks';
import { COLOUR, colourOf, FONT, LABEL } from './marks';

interface LabelMarkProps {
  mark: Mark;
  place: Box;
  text: string;
  lit: boolean;
}

/** Number, kind and score on a plate beside the box; the number is the one in the list. */
export function LabelMark({ mark, place, text, lit }: LabelMarkProps) {
  const { x, y, width, height } = rectOf(place);
  const colour = colourOf(mark.standing);
  const bright = lit || mark.standing === 'model' || mark.standing === 'human';
  const middle = height / 2;
  const radius = LABEL.badge / 2;
  return (
    <Group x={x} y={y} opacity={bright ? 1 : 0.8}>
      <Rect width={width} height={height} cornerRadius={height / 2} fill={COLOUR.plate} />
      <Rect
        width={width}
        height={height}
        cornerRadius={height / 2}
        stroke={colour}
        strokeWidth={lit ? 2.5 : 0}
      />
      <Circle x={LABEL.pad + radius} y={middle} radius={radius} fill={colour} />
      <Text
        x={LABEL.pad}
        width={LABEL.badge}
        height={height}
        text={String(mark.number)}
        align="center"
        verticalAlign="middle"
        fontSize={14}
        fontStyle="700"
        fontFamily={FONT}
        fill="#14181d"
      />
      <Text
        x={LABEL.pad + LABEL.badge + LABEL.gap}
        height={height}
        text={text}
        verticalAlign="middle"
        fontSize={LABEL.font}
        fontStyle="600"
        fontFamily={FONT}
        fill={COLOUR.plateText}
      />
    </Group>
  );
}
