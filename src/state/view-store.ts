import { createStore, type StoreApi } from 'zustand/vanilla';
import { boxOf, type Box, type Point, type Size } from '../inspection/box';
import { boxToStage, constrain, fitView, panBy, pinchView, viewOfBox, zoomAbout } from '../inspection/view';
import type { Pinch, View } from '../inspection/view';
import type { PhotoStore } from './photo-store';

/** Stage pixels left free around the fitted photo. */
const MARGIN = 16;

export interface ViewState {
  view: View;
  stage: Size;
  photo: Size;
  /** True until someone zooms or pans: the photo then follows the size of the stage. */
  fitted: boolean;
  /** The marks are hidden while a button is held. */
  marksHidden: boolean;
  resize(stage: Size): void;
  fit(): void;
  zoom(factor: number, at?: Point): void;
  pan(dx: number, dy: number): void;
  pinch(from: Pinch, to: Pinch): void;
  /** Brings a box into view if it is not wholly there. */
  reveal(box: Box): void;
  hideMarks(hidden: boolean): void;
}

export type ViewStore = StoreApi<ViewState>;

/** How the photo lies on the screen. */
export function createViewStore(photos: PhotoStore): ViewStore {
  const store = createStore<ViewState>()((set, get) => {
    const move = (change: (view: View) => View) => {
      const { view, photo, stage } = get();
      const moved = constrain(change(view), photo, stage, MARGIN);
      set({ view: moved, fitted: moved.scale <= fitView(photo, stage, MARGIN).scale });
    };
    return {
      view: { scale: 1, x: 0, y: 0 },
      stage: { width: 0, height: 0 },
      photo: { width: 1, height: 1 },
      fitted: true,
      marksHidden: false,

      resize(stage) {
        set({ stage });
        if (get().fitted) get().fit();
        else move((view) => view);
      },
      fit: () => set(({ photo, stage }) => ({ view: fitView(photo, stage, MARGIN), fitted: true })),
      zoom: (factor, at = { x: get().stage.width / 2, y: get().stage.height / 2 }) =>
        move((view) => zoomAbout(view, at, factor)),
      pan: (dx, dy) => move((view) => panBy(view, dx, dy)),
      pinch: (from, to) => move((view) => pinchView(view, from, to)),
      reveal(box) {
        const { view, photo, stage } = get();
        const shown = boxToStage(view, box);
        const whole = boxOf(stage);
        const inside = shown.x0 >= 0 && shown.y0 >= 0 && shown.x1 <= whole.x1 && shown.y1 <= whole.y1;
        if (!inside) move(() => viewOfBox(box, photo, stage, MARGIN));
      },
      hideMarks: (marksHidden) => set({ marksHidden }),
    };
  });
  photos.subscribe(({ photo }, before) => {
    if (!photo || photo === before.photo) return;
    store.setState({ photo: photo.size, marksHidden: false });
    store.getState().fit();
  });
  return store;
}
