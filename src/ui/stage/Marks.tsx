import { boxOf, clip, grow, overlaps } from '../../inspection/box';
import { percentOf } from '../../inspection/confidence';
import { placeLabels } from '../../inspection/label-place';
import { boxToStage } from '../../inspection/view';
import type { Mark } from '../../state/marks';
import { litStep } from '../../state/status';
import { useReviews, useSession, useT, useView } from '../hooks/app';
import { useKindName } from '../hooks/use-review';
import { BoxMark } from './BoxMark';
import { Handles } from './Handles';
import { Rect } from './konva';
import { LabelMark } from './LabelMark';
import { LookMark } from './LookMark';
import { COLOUR, labelSize, rectOf } from './marks';

interface MarksProps {
  marks: readonly Mark[];
  /** Id of the box that is lit up. */
  lit: string | null;
}

/** Boxes and their labels, drawn in stage pixels so that lines and letters keep their size at any zoom. */
export function Marks({ marks, lit }: MarksProps) {
  const view = useView((state) => state.view);
  const sketch = useReviews((state) => state.sketch);
  const selected = useReviews((state) => state.selected);
  const step = useSession(litStep);
  const editable = useReviews((state) => !state.deciding);
  const held = marks.find(({ id, standing }) => id === selected && standing !== 'gone');
  return (
    <>
      {step?.kind === 'look' && step.box && <LookMark box={boxToStage(view, step.box)} />}
      {marks.map((mark) => (
        <BoxMark
          key={mark.id}
          mark={mark}
          box={boxToStage(view, mark.box)}
          was={mark.was && boxToStage(view, mark.was)}
          scale={view.scale}
          lit={mark.id === lit}
        />
      ))}
      <Labels marks={marks} lit={lit} />
      {held && editable && <Handles box={boxToStage(view, held.box)} />}
      {sketch && <Rect {...rectOf(boxToStage(view, sketch))} stroke={COLOUR.human} strokeWidth={3} />}
    </>
  );
}

/** Beside each box that is in view its number, kind and score; none for a rejected one. */
function Labels({ marks, lit }: MarksProps) {
  const t = useT();
  const kindName = useKindName();
  const view = useView((state) => state.view);
  const stage = useView((state) => state.stage);
  const photo = useView((state) => state.photo);

  const onScreen = clip(boxToStage(view, boxOf(photo)), grow(boxOf(stage), -4));
  const labelled = marks.flatMap((mark) => {
    const box = boxToStage(view, mark.box);
    return mark.standing !== 'gone' && overlaps(box, onScreen) ? [{ mark, box }] : [];
  });
  const texts = labelled.map(({ mark: { label, score, standing } }) => {
    const kind = kindName(label);
    // The model's score says nothing of a box that a person has settled.
    if (score === undefined || standing === 'human') return kind;
    return `${kind} ${t('score.percent', { percent: percentOf(score) })}`;
  });
  const places = placeLabels(
    labelled.map(({ box }) => box),
    texts.map(labelSize),
    onScreen,
  );
  return labelled.map(({ mark }, i) => (
    <LabelMark key={mark.id} mark={mark} place={places[i]} text={texts[i]} lit={mark.id === lit} />
  ));
}
