import { describe, expect, it } from 'vitest';
import {
  boxToStage,
  constrain,
  fitView,
  panBy,
  pinchView,
  toPhoto,
  toStage,
  viewOfBox,
  zoomAbout,
} from './view';

const photo = { width: 4000, height: 3000 };
const stage = { width: 730, height: 700 };
const expectPoint = (actual: { x: number; y: number }, expected: { x: number; y: number }) => {
  expect(actual.x).toBeCloseTo(expected.x, 6);
  expect(actual.y).toBeCloseTo(expected.y, 6);
};

describe('fitView', () => {
  it('shows the whole photo, centred, inside the margin', () => {
    const view = fitView(photo, stage, 16);
    const box = boxToStage(view, { x0: 0, y0: 0, x1: photo.width, y1: photo.height });
    expect(box.x0).toBeCloseTo(16);
    expect(box.x1).toBeCloseTo(stage.width - 16);
    expect(box.y0).toBeCloseTo(stage.height - box.y1);
  });

  it('survives a stage that has no size yet', () => {
    expect(fitView(photo, { width: 0, height: 0 })).toEqual({ scale: 1, x: 0, y: 0 });
  });
});

describe('view transforms', () => {
  it('toPhoto undoes toStage', () => {
    const view = { scale: 0.37, x: -12.5, y: 88 };
    expectPoint(toPhoto(view, toStage(view, { x: 123, y: 456 })), { x: 123, y: 456 });
  });

  it('zoom keeps what lies under the pointer', () => {
    const view = fitView(photo, stage);
    const at = { x: 200, y: 333 };
    expectPoint(toPhoto(zoomAbout(view, at, 3.7), at), toPhoto(view, at));
  });

  it('a pinch keeps both photo points under both fingers', () => {
    const view = fitView(photo, stage);
    const from = { a: { x: 100, y: 100 }, b: { x: 300, y: 100 } };
    const to = { a: { x: 50, y: 220 }, b: { x: 450, y: 220 } };
    const pinched = pinchView(view, from, to);
    expectPoint(toPhoto(pinched, to.a), toPhoto(view, from.a));
    expectPoint(toPhoto(pinched, to.b), toPhoto(view, from.b));
  });

  it('two fingers on one spot do not divide by zero', () => {
    const at = { x: 5, y: 5 };
    expect(pinchView({ scale: 1, x: 0, y: 0 }, { a: at, b: at }, { a: at, b: { x: 9, y: 9 } }).scale).toBe(1);
  });
});

describe('constrain', () => {
  it('never gets smaller than the fit', () => {
    const fit = fitView(photo, stage, 16);
    expect(constrain(zoomAbout(fit, { x: 0, y: 0 }, 0.5), photo, stage, 16)).toEqual(fit);
    expect(constrain({ scale: NaN, x: 0, y: 0 }, photo, stage, 16)).toEqual(fit);
  });

  it('never loses the photo off the stage', () => {
    const near = zoomAbout(fitView(photo, stage), { x: 365, y: 350 }, 5);
    const lost = constrain(panBy(near, 1e6, -1e6), photo, stage);
    expect(lost.x).toBeCloseTo(0);
    expect(lost.y + photo.height * lost.scale).toBeCloseTo(stage.height);
  });

  it('stops zooming in somewhere', () => {
    expect(constrain({ scale: 1e9, x: 0, y: 0 }, photo, stage).scale).toBe(12);
  });
});

describe('viewOfBox', () => {
  it('centres the box where the photo allows it', () => {
    const view = viewOfBox({ x0: 1900, y0: 1400, x1: 2100, y1: 1600 }, photo, stage, 16);
    expectPoint(toStage(view, { x: 2000, y: 1500 }), { x: 365, y: 350 });
  });
});
