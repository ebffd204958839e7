import { beforeEach, describe, expect, it } from 'vitest';
import { createApp, type App } from './app';
import type { LoadedPhoto } from './photo-decode';
import { createFakeClient } from './testing/fake-client';

const photo: LoadedPhoto = {
  name: 'a.jpg',
  size: { width: 4000, height: 3000 },
  scale: 0.5,
  image: {} as LoadedPhoto['image'],
  pixels: () => ({ data: new Uint8ClampedArray(4), width: 1, height: 1 }),
};

let app: App;
const view = () => app.view.getState();

beforeEach(async () => {
  app = createApp({ client: createFakeClient(), decode: () => Promise.resolve({ ...photo }) });
  view().resize({ width: 700, height: 600 });
  await app.photos.getState().open(new Blob(['x']));
});

describe('view', () => {
  it('follows the size of the stage until someone zooms', () => {
    const before = view().view.scale;
    view().resize({ width: 350, height: 300 });
    expect(view().view.scale).toBeLessThan(before);
    view().zoom(3);
    const zoomed = view().view.scale;
    view().resize({ width: 700, height: 600 });
    expect(view().view.scale).toBe(zoomed);
    expect(view().fitted).toBe(false);
    view().fit();
    expect(view().view.scale).toBe(before);
  });

  it('a new photo is shown whole', async () => {
    view().zoom(4);
    await app.photos.getState().open(new Blob(['x']), 'b.jpg');
    expect(view().fitted).toBe(true);
  });

  it('selecting a step whose box is out of sight brings it there', () => {
    const box = { x0: 3800, y0: 2800, x1: 3900, y1: 2900 };
    app.session.setState({ steps: [{ index: 0, kind: 'find', text: '', complete: true, box }] });
    view().zoom(8, { x: 0, y: 0 });
    app.session.getState().select(0);
    const { view: now, stage } = view();
    expect(box.x0 * now.scale + now.x).toBeGreaterThanOrEqual(0);
    expect(box.x1 * now.scale + now.x).toBeLessThanOrEqual(stage.width);
    expect(box.y1 * now.scale + now.y).toBeLessThanOrEqual(stage.height);
  });

  it('leaves the view alone when the box is in sight', () => {
    const before = view().view;
    view().reveal({ x0: 10, y0: 10, x1: 50, y1: 50 });
    expect(view().view).toBe(before);
  });
});
