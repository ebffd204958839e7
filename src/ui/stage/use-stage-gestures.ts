import { useMemo } from 'react';
import { clip, boxOf, type Box, type Point } from '../../inspection/box';
import { grabAt } from '../../inspection/grab';
import { hitTest } from '../../inspection/hit-test';
import { drawBox, moveBox, resizeBox } from '../../inspection/review';
import { boxToStage, toPhoto } from '../../inspection/view';
import type { App } from '../../state/app';
import { marksOf } from '../../state/marks';
import { useApp } from '../hooks/app';
import type { Drag, Gestures } from '../hooks/use-gestures';

/** How far from a box, in stage pixels, a gloved finger still means it. */
const REACH = 14;

/**
 * Tap selects the box under the finger, or nothing; tap twice to see the whole photo, or closer. A drag on the
 * selected box moves or resizes it; while boxes are drawn, it draws one; else it moves the photo.
 */
export function useStageGestures(): Gestures {
  const app = useApp();
  return useMemo(() => {
    const { view, review } = app;
    return {
      onZoom: (factor, at) => view.getState().zoom(factor, at),
      onPan: (dx, dy) => view.getState().pan(dx, dy),
      onPinch: (from, to) => view.getState().pinch(from, to),
      onTap(at) {
        const marks = marksNow(app);
        const { view: now } = view.getState();
        const boxes = marks.map((mark) => mark.box);
        const hit = hitTest(boxes, toPhoto(now, at), REACH / now.scale);
        const id = hit < 0 ? null : marks[hit].id;
        const { selected, select } = review.getState();
        const held = marks.find((mark) => mark.id === selected);
        // The handles of a small box lie outside it: touching one is not a tap on nothing.
        if (id === null && held && grabAt(boxToStage(now, held.box), at)) return;
        select(id === selected ? null : id);
      },
      onDoubleTap(at) {
        const { fitted, fit, zoom } = view.getState();
        if (fitted) zoom(2.5, at);
        else fit();
      },
      onGrab: (at) => (review.getState().drawing ? drawing(app, at) : reshaping(app, at)),
    };
  }, [app]);
}

function marksNow({ session, review, settings, photos }: App) {
  const one = review.getState().reviews.get(photos.getState().id ?? '');
  return marksOf(session.getState(), one, settings.getState().threshold);
}

function drawing({ view, review }: App, from: Point): Drag {
  const { view: frame, photo } = view.getState();
  const start = toPhoto(frame, from);
  return {
    move: (at) => review.getState().setSketch(drawBox(start, toPhoto(frame, at), photo)),
    end() {
      const { sketch, act, label, setSketch } = review.getState();
      if (sketch) act({ type: 'add', box: sketch, label });
      else setSketch(null);
    },
    cancel: () => review.getState().setSketch(null),
  };
}

/** The drag's box is always worked out from where it began: what a clamp took away comes back. */
function reshaping({ view, review, photos }: App, from: Point): Drag | null {
  const { selected, reviews, act } = review.getState();
  const box = reviews
    .get(photos.getState().id ?? '')
    ?.now.boxes.find(({ id, status }) => id === selected && status !== 'rejected')?.box;
  const { view: frame, photo } = view.getState();
  const grip = box && grabAt(boxToStage(frame, box), from);
  if (!box || !grip) return null;
  const id = selected ?? '';
  let begun = false;
  return {
    move(at) {
      if (!begun) act({ type: 'begin' });
      begun = true;
      const by = { x: (at.x - from.x) / frame.scale, y: (at.y - from.y) / frame.scale };
      const to: Box = grip === 'move' ? moveBox(box, by, photo) : resizeBox(box, grip, by, photo);
      act({ type: 'reshape', box: id, to: clip(to, boxOf(photo)) });
    },
    end: () => act({ type: 'commit' }),
    cancel: () => begun && act({ type: 'cancel' }),
  };
}
