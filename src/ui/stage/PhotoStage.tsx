import { useMemo, useRef, type KeyboardEvent } from 'react';
import { Group, Image, Layer, Stage } from './konva';
import { hitTest } from '../../inspection/hit-test';
import { toPhoto } from '../../inspection/view';
import type { LoadedPhoto } from '../../state/photo-decode';
import { findingsOf, litStep } from '../../state/status';
import { useApp, useSession, useT, useView } from '../hooks/app';
import { useFindings } from '../hooks/use-findings';
import { useGestures, type Gestures } from '../hooks/use-gestures';
import { useSize } from '../hooks/use-size';
import { Caption } from './Caption';
import { EvidenceImage } from './EvidenceImage';
import { Marks } from './Marks';
import { Spotlight } from './Spotlight';

/** How far from a box, in stage pixels, a gloved finger still means it. */
const REACH = 14;

/** The photo with its marks. The stage is as large as the pane, never as large as the photo. */
export function PhotoStage({ photo }: { photo: LoadedPhoto }) {
  const t = useT();
  const { view: viewStore } = useApp();
  const container = useRef<HTMLDivElement>(null);
  const view = useView((state) => state.view);
  const stage = useView((state) => state.stage);
  const hidden = useView((state) => state.marksHidden);
  const lit = useSession(litStep);
  const findings = useFindings();
  useSize(container, viewStore.getState().resize);
  useGestures(container, useStageGestures());

  const { width, height } = photo.size;
  return (
    <div
      ref={container}
      className="stage"
      data-testid="stage"
      role="img"
      tabIndex={0}
      aria-label={t('photo.alt', { name: photo.name, width, height, count: findings.length })}
      title={t('view.help')}
      onKeyDown={useStageKeys()}
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
          {!hidden && lit?.box && <Spotlight key={lit.index} box={lit.box} />}
        </Layer>
        <Layer listening={false}>{!hidden && <Marks findings={findings} lit={lit?.index ?? null} />}</Layer>
      </Stage>
      <Caption photo={photo} />
    </div>
  );
}

/** Tap selects the box under the finger, or nothing; tap twice to see the whole photo, or closer. */
function useStageGestures(): Gestures {
  const { view, session, settings } = useApp();
  return useMemo(
    () => ({
      onZoom: (factor, at) => view.getState().zoom(factor, at),
      onPan: (dx, dy) => view.getState().pan(dx, dy),
      onPinch: (from, to) => view.getState().pinch(from, to),
      onTap(at) {
        const { steps, selected, select } = session.getState();
        const findings = findingsOf(steps, settings.getState().threshold);
        const { view: now } = view.getState();
        const boxes = findings.map((finding) => finding.box);
        const hit = findings[hitTest(boxes, toPhoto(now, at), REACH / now.scale)];
        select(hit && hit.index !== selected ? hit.index : null);
      },
      onDoubleTap(at) {
        const { fitted, fit, zoom } = view.getState();
        if (fitted) zoom(2.5, at);
        else fit();
      },
    }),
    [view, session, settings],
  );
}

const PAN_STEP = 60;

function useStageKeys() {
  const { view, session } = useApp();
  return (event: KeyboardEvent) => {
    const { zoom, fit, pan } = view.getState();
    const keys: Record<string, () => void> = {
      '+': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': fit,
      ArrowLeft: () => pan(PAN_STEP, 0),
      ArrowRight: () => pan(-PAN_STEP, 0),
      ArrowUp: () => pan(0, PAN_STEP),
      ArrowDown: () => pan(0, -PAN_STEP),
      Escape: () => session.getState().select(null),
    };
    if (event.ctrlKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };
}
