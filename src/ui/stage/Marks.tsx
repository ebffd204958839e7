import { boxOf, clip, grow, overlaps } from '../../inspection/box';
import { percentOf } from '../../inspection/confidence';
import { kindOf } from '../../inspection/kinds';
import { placeLabels } from '../../inspection/label-place';
import { boxToStage } from '../../inspection/view';
import type { Finding } from '../../state/status';
import { useSession, useT, useView } from '../hooks/app';
import { BoxMark } from './BoxMark';
import { LabelMark } from './LabelMark';
import { LookMark } from './LookMark';
import { labelSize } from './marks';

interface MarksProps {
  findings: readonly Finding[];
  /** Index of the step that is lit up. */
  lit: number | null;
}

/** Boxes and their labels, drawn in stage pixels so that lines and letters keep their size at any zoom. */
export function Marks({ findings, lit }: MarksProps) {
  const t = useT();
  const view = useView((state) => state.view);
  const stage = useView((state) => state.stage);
  const photo = useView((state) => state.photo);
  const look = useSession((state) => state.steps.find((step) => step.index === lit && step.kind === 'look'));

  const boxes = findings.map((finding) => boxToStage(view, finding.box));
  const onScreen = clip(boxToStage(view, boxOf(photo)), grow(boxOf(stage), -4));
  const labelled = findings.flatMap((finding, i) =>
    overlaps(boxes[i], onScreen) ? [{ finding, box: boxes[i] }] : [],
  );

  const texts = labelled.map(({ finding: { label, score } }) => {
    const kind = t(`kind.${kindOf(label)}`);
    return score === undefined ? kind : `${kind} ${t('score.percent', { percent: percentOf(score) })}`;
  });
  const sizes = texts.map(labelSize);
  const places = placeLabels(
    labelled.map(({ box }) => box),
    sizes,
    onScreen,
  );

  return (
    <>
      {look?.box && <LookMark box={boxToStage(view, look.box)} />}
      {findings.map((finding, i) => (
        <BoxMark
          key={finding.index}
          finding={finding}
          box={boxes[i]}
          scale={view.scale}
          lit={finding.index === lit}
        />
      ))}
      {labelled.map(({ finding }, i) => (
        <LabelMark
          key={finding.index}
          finding={finding}
          place={places[i]}
          text={texts[i]}
          lit={finding.index === lit}
        />
      ))}
    </>
  );
}
