import { Group, Rect } from 'react-konva';
import { scaleBox, type Box } from '../../inspection/box';
import { haloBands, type Band } from '../../inspection/halo';
import type { Finding } from '../../state/status';
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
  const colour = finding.counts ? COLOUR.find : COLOUR.unsure;
  const line = lit ? 4 : 2.5;
  const rect = { ...rectOf(box), cornerRadius: 3 };
  const dash = finding.counts ? undefined : [9, 6];
  const bands = finding.spread ? haloBands(box, scaleBox(finding.spread, scale), 3, 48) : [];
  return (
    <Group opacity={finding.counts || lit ? 1 : 0.75}>
      {bands.map((band, i) => (
        <Rect key={i} {...rectOf(band)} {...fade(band, colour)} opacity={0.5} />
      ))}
      <Rect {...rect} stroke={COLOUR.casing} strokeWidth={line + 3} dash={dash} />
      <Rect {...rect} stroke={colour} strokeWidth={line} dash={dash} />
    </Group>
  );
}

/** A colour that is full in the middle of the band and gone at both sides. */
function fade(band: Band, colour: string) {
  const { width, height } = rectOf(band);
  const clear = `${colour}00`;
  return {
    fillLinearGradientStartPoint: { x: 0, y: 0 },
    fillLinearGradientEndPoint: band.across === 'x' ? { x: width, y: 0 } : { x: 0, y: height },
    fillLinearGradientColorStops: [0, clear, 0.5, colour, 1, clear],
  };
}
