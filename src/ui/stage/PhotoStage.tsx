import { useRef } from 'react';
import { Group, Image, Layer, Stage } from './konva';
import { boxIdOf } from '../../state/infer-body';
import type { LoadedPhoto } from '../../state/photo-decode';
import { litStep } from '../../state/status';
import { useApp, useReviews, useSession, useT, useView } from '../hooks/app';
import { useGestures } from '../hooks/use-gestures';
import { useMarks } from '../hooks/use-review';
import { useSize } from '../hooks/use-size';
import { Caption } from './Caption';
import { EvidenceImage } from './EvidenceImage';
import { Marks } from './Marks';
import { Spotlight } from './Spotlight';
import { useStageGestures } from './use-stage-gestures';

/** The photo with its marks. The stage is as large as the pane, never as large as the photo. */
export function PhotoStage({ photo }: { photo: LoadedPhoto }) {
  const t = useT();
  const { view: viewStore } = useApp();
  const container = useRef<HTMLDivElement>(null);
  const view = useView((state) => state.view);
  const stage = useView((state) => state.stage);
  const hidden = useView((state) => state.marksHidden);
  const step = useSession(litStep);
  const selected = useReviews((state) => state.selected);
  const drawing = useReviews((state) => state.drawing);
  const marks = useMarks();
  useSize(container, viewStore.getState().resize);
  useGestures(container, useStageGestures());

  const { width, height } = photo.size;
  const lit = selected ?? (step?.kind === 'find' ? boxIdOf(step) : null);
  // What is being edited must be seen with its surroundings.
  const spot = selected === null && !drawing ? step?.box : undefined;
  return (
    <div
      ref={container}
      className={drawing ? 'stage drawing' : 'stage'}
      data-testid="stage"
      data-view={[view.x, view.y, view.scale].join(' ')}
      role="img"
      tabIndex={0}
      aria-label={t('photo.alt', { name: photo.name, width, height, count: marks.length })}
      title={t('view.help')}
    >
      <Stage width={stage.width} height={stage.height} listening={false}>
        <Layer listening={false}>
          <Group x={view.x} y={view.y} scaleX={view.scale} scaleY={view.scale}>
            <Image
              image={photo.image as CanvasImageSource}
              width={width}
              height={height}
              perfectDrawEnabled={false}
            />
            {!hidden && <EvidenceImage size={photo.size} />}
          </Group>
          {!hidden && spot && <Spotlight key={step?.index} box={spot} />}
        </Layer>
        <Layer listening={false}>{!hidden && <Marks marks={marks} lit={lit} />}</Layer>
      </Stage>
      <Caption photo={photo} />
    </div>
  );
}
