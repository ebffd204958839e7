import type { Box, Point, Size } from './box';

/** How the photo lies on the stage: stage = photo * scale + offset. No letterbox, no rounding. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

/** Two fingers, in stage pixels. */
export interface Pinch {
  a: Point;
  b: Point;
}

/** The largest magnification: one photo pixel is at most this many stage pixels (or the fit, if that is more). */
const MAX_SCALE = 12;

/** The whole photo, centred, with `margin` stage pixels around it. Empty sizes give the identity. */
export function fitView(photo: Size, stage: Size, margin = 0): View {
  const width = stage.width - 2 * margin;
  const height = stage.height - 2 * margin;
  if (width <= 0 || height <= 0 || photo.width <= 0 || photo.height <= 0) return { scale: 1, x: 0, y: 0 };
  const scale = Math.min(width / photo.width, height / photo.height);
  return centred(photo, stage, scale);
}

const centred = (photo: Size, stage: Size, scale: number): View => ({
  scale,
  x: (stage.width - photo.width * scale) / 2,
  y: (stage.height - photo.height * scale) / 2,
});

export const toStage = (view: View, point: Point): Point => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
});

export const toPhoto = (view: View, point: Point): Point => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

export const boxToStage = (view: View, box: Box): Box => ({
  x0: box.x0 * view.scale + view.x,
  y0: box.y0 * view.scale + view.y,
  x1: box.x1 * view.scale + view.x,
  y1: box.y1 * view.scale + view.y,
});

/** Magnifies by `factor` so that what lies under `at` (stage pixels) stays there. */
export function zoomAbout(view: View, at: Point, factor: number): View {
  return {
    scale: view.scale * factor,
    x: at.x - (at.x - view.x) * factor,
    y: at.y - (at.y - view.y) * factor,
  };
}

export const panBy = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

/** Moves and magnifies so that what lay under the two fingers stays under them. Rotation is ignored. */
export function pinchView(view: View, from: Pinch, to: Pinch): View {
  const before = Math.hypot(from.b.x - from.a.x, from.b.y - from.a.y);
  const after = Math.hypot(to.b.x - to.a.x, to.b.y - to.a.y);
  const factor = before > 0 ? after / before : 1;
  const start = middle(from);
  const end = middle(to);
  return panBy(zoomAbout(view, start, factor), end.x - start.x, end.y - start.y);
}

const middle = ({ a, b }: Pinch): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Brings a view back to what makes sense: not smaller than the fit, not absurdly large, photo never off the stage. */
export function constrain(view: View, photo: Size, stage: Size, margin = 0): View {
  const fit = fitView(photo, stage, margin);
  const most = Math.max(MAX_SCALE, fit.scale * 4);
  if (!(view.scale > fit.scale)) return fit;
  const scale = Math.min(view.scale, most);
  const at = { x: stage.width / 2, y: stage.height / 2 };
  const zoomed = scale === view.scale ? view : zoomAbout(view, at, scale / view.scale);
  return {
    scale,
    x: constrainAxis(zoomed.x, photo.width * scale, stage.width, margin),
    y: constrainAxis(zoomed.y, photo.height * scale, stage.height, margin),
  };
}

function constrainAxis(offset: number, length: number, stage: number, margin: number): number {
  if (length <= stage - 2 * margin) return (stage - length) / 2;
  return Math.min(margin, Math.max(stage - margin - length, offset));
}

/** A view that shows `box` with some surroundings, never closer than `most` times the fit. */
export function viewOfBox(box: Box, photo: Size, stage: Size, margin: number, most = 4): View {
  const fit = fitView(photo, stage, margin);
  const around = 2.5;
  const scale = Math.min(
    fit.scale * most,
    stage.width / Math.max(1, (box.x1 - box.x0) * around),
    stage.height / Math.max(1, (box.y1 - box.y0) * around),
  );
  const view = {
    scale,
    x: stage.width / 2 - ((box.x0 + box.x1) / 2) * scale,
    y: stage.height / 2 - ((box.y0 + box.y1) / 2) * scale,
  };
  return constrain(view, photo, stage, margin);
}
