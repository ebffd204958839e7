import { beforeEach, describe, expect, it } from 'vitest';
import { createApp, type App } from '../../state/app';
import type { LoadedPhoto } from '../../state/photo-decode';
import { createFakeClient } from '../../state/testing/fake-client';
import { dictionaries } from '../../i18n';
import { released, shortcut, SHORTCUTS, type Press } from './shortcuts';

const photo: LoadedPhoto = {
  name: 'a.jpg',
  size: { width: 100, height: 100 },
  scale: 1,
  image: {} as LoadedPhoto['image'],
  pixels: () => ({ data: new Uint8ClampedArray(4), width: 1, height: 1 }),
};
const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, repeat: false };
let app: App;

const press = (key: string, more: Partial<Press> = {}) => {
  const action = shortcut(app, { key, ...plain, ...more });
  action?.();
  return action !== null;
};
const boxes = () => app.review.getState().reviews.get('a')?.now.boxes ?? [];
const steps = () => app.review.getState().reviews.get('a')?.past.length ?? 0;

beforeEach(async () => {
  app = createApp({ client: createFakeClient(), decode: () => Promise.resolve({ ...photo }) });
  await app.photos.getState().open(new Blob(['x']), 'a.jpg', 'a');
  app.view.getState().resize({ width: 432, height: 432 });
  app.review.getState().act({ type: 'add', box: { x0: 10, y0: 10, x1: 30, y1: 30 }, label: 'pit' });
});

describe('keys', () => {
  it('arrows move the selected box, and what is held is one step', () => {
    const before = steps();
    press('ArrowRight');
    press('ArrowRight', { repeat: true });
    press('ArrowDown', { shiftKey: true });
    released(app, 'ArrowRight');
    expect(boxes()[0].box).toEqual({ x0: 12, y0: 20, x1: 32, y1: 40 });
    expect(steps()).toBe(before + 1);
    press('z', { ctrlKey: true });
    expect(boxes()[0].box.x0).toBe(10);
    press('Z', { ctrlKey: true, shiftKey: true });
    expect(boxes()[0].box.x0).toBe(12);
  });

  it('Alt with an arrow takes the lower right corner', () => {
    press('ArrowLeft', { altKey: true });
    released(app, 'ArrowLeft');
    expect(boxes()[0].box).toEqual({ x0: 10, y0: 10, x1: 29, y1: 30 });
  });

  it('with no box selected, up and down stay the browser’s', () => {
    press('Escape');
    expect(press('ArrowUp')).toBe(false);
    expect(press('1')).toBe(false);
  });

  it('a digit names the selected box, Delete takes it away', () => {
    press('2');
    expect(boxes()[0].label).toBe('scratch');
    press('Delete');
    expect(boxes()).toEqual([]);
  });

  it('B and Enter put a box in the middle of what is in view', () => {
    press('b');
    press('Enter');
    expect(boxes()).toHaveLength(2);
    const { x0, y0, x1, y1 } = boxes()[1].box;
    expect([(x0 + x1) / 2, (y0 + y1) / 2]).toEqual([50, 50]);
    expect(app.review.getState().drawing).toBe(false);
  });

  it('N goes round the boxes', () => {
    press('Escape');
    press('n');
    expect(app.review.getState().selected).toBe('h1');
  });

  it('a key held down decides once', () => {
    expect(press('Enter', { repeat: true })).toBe(false);
    expect(press('r', { repeat: true })).toBe(false);
  });

  it('without a photo do nothing', () => {
    app = createApp({ client: createFakeClient() });
    expect(['Enter', 'r', 'b', 'ArrowLeft'].map((key) => press(key))).toEqual([false, false, false, false]);
  });

  it('are all in the list', () => {
    expect(SHORTCUTS.filter(({ text }) => !(text in dictionaries.ja))).toEqual([]);
  });
});
