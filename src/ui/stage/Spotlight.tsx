import { useEffect, useRef } from 'react';
import type Konva from 'konva';
import { Shape } from './konva';
import { boxOf, clip, grow, type Box } from '../../inspection/box';
import { boxToStage } from '../../inspection/view';
import { useView } from '../hooks/app';
import { COLOUR } from './marks';

/** Dims everything outside the region a step talks about. */
export function Spotlight({ box }: { box: Box }) {
  const view = useView((state) => state.view);
  const stage = useView((state) => state.stage);
  const shape = useRef<Konva.Shape>(null);

  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    shape.current?.opacity(0);
    shape.current?.to({ opacity: 1, duration: 0.18 });
  }, []);

  const whole = boxOf(stage);
  const hole = clip(grow(boxToStage(view, box), 10), whole);
  return (
    <Shape
      ref={shape}
      fill={COLOUR.shade}
      fillRule="evenodd"
      sceneFunc={(context, self) => {
        context.beginPath();
        context.rect(0, 0, whole.x1, whole.y1);
        context.roundRect(hole.x0, hole.y0, hole.x1 - hole.x0, hole.y1 - hole.y0, 10);
        context.fillShape(self);
      }}
    />
  );
}
