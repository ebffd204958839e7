import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Box } from '../inspection/box';
import type { DecisionVerdict, ReasonCode } from '../inspection/log';
import {
  decide,
  reduce,
  startReview,
  type PredictedBox,
  type Review,
  type ReviewAction,
} from '../inspection/review';
import type { PhotoStore } from './photo-store';
import type { SessionStore } from './session-store';
import type { SettingsStore } from './settings-store';
import type { Records } from './storage';

export type Conclusion = 'accept' | 'reject' | 'skip';

/** The decision made last, for as long as a reason can be given, or the whole taken up again. */
export interface Decided {
  ref: string;
  verdict: DecisionVerdict;
  reason: ReasonCode | null;
}

export interface ReviewState {
  /** By photo; one that nobody has touched and the model has not answered has none. */
  reviews: ReadonlyMap<string, Review>;
  /** Id of the box that is selected on the photo. */
  selected: string | null;
  /** A drag on the photo draws a box. */
  drawing: boolean;
  /** The box that is being drawn. */
  sketch: Box | null;
  /** What a drawn box is called until it is called something else. */
  label: string;
  /** The remark is open for writing. */
  commenting: boolean;
  /** The photo has just come up: a second tap of an eager finger was meant for the one before. */
  fresh: boolean;
  /** A decision is being written. */
  deciding: boolean;
  decided: Decided | null;
  /** An action on the photo on the screen. */
  act(action: ReviewAction): void;
  select(box: string | null): void;
  setDrawing(drawing: boolean): void;
  setSketch(sketch: Box | null): void;
  setLabel(label: string): void;
  setCommenting(commenting: boolean): void;
  /** An answer has its entry in the log. */
  receive(photo: Parameters<typeof startReview>[0], inferRef: string, boxes: readonly PredictedBox[]): void;
  /** Writes what the photo on the screen has come to; resolves with false where that cannot be. */
  conclude(conclusion: Conclusion): Promise<boolean>;
  /** Why the last decision was a rejection: a decision of its own, in place of that one. */
  giveReason(reason: ReasonCode): Promise<void>;
  dismissDecided(): void;
  restore(reviews: ReadonlyMap<string, Review>): void;
}

export type ReviewStore = StoreApi<ReviewState>;

const FRESH_MS = 300;

interface Parts {
  photos: PhotoStore;
  session: SessionStore;
  settings: SettingsStore;
  records: Records;
  /** Resolves when decisions can be written. */
  opened: Promise<void>;
  now?: () => number;
}

/** What people do to the model's boxes, photo by photo. The rules are in inspection/review. */
export function createReviewStore(parts: Parts): ReviewStore {
  const { photos, session, settings, records, opened, now = () => performance.now() } = parts;
  /** When the photo on the screen, and its answer, could be seen. */
  let seenSince = now();
  let ripening: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<ReviewState>()((set, get) => ({
    reviews: new Map(),
    selected: null,
    drawing: false,
    sketch: null,
    label: 'defect',
    commenting: false,
    fresh: false,
    deciding: false,
    decided: null,

    act(action) {
      const { id, photo } = photos.getState();
      if (id === null || !photo || get().deciding) return;
      const before = get().reviews.get(id) ?? startReview({ image_ref: id, size: photo.size });
      keep(before, reduce(before, action));
      const { reviews, selected } = get();
      const boxes = reviews.get(id)?.now.boxes ?? [];
      if (action.type === 'add') set({ selected: boxes.at(-1)?.id ?? null, drawing: false, sketch: null });
      else if (action.type === 'relabel') set({ label: action.label });
      if (selected && !boxes.some((box) => box.id === selected)) set({ selected: null });
    },

    select: (selected) => set({ selected }),
    setDrawing: (drawing) => set({ drawing, sketch: null, ...(drawing && { selected: null }) }),
    setSketch: (sketch) => set({ sketch }),
    setLabel: (label) => set({ label }),
    setCommenting: (commenting) => set({ commenting }),

    receive(photo, inferRef, boxes) {
      const before = get().reviews.get(photo.image_ref) ?? startReview(photo);
      keep(before, reduce(before, { type: 'receive', infer_ref: inferRef, boxes }));
    },

    async conclude(conclusion) {
      const { id, photo } = photos.getState();
      if (id === null || !photo || get().deciding) return false;
      let review = get().reviews.get(id) ?? startReview({ image_ref: id, size: photo.size });
      review = reduce(review, { type: 'commit' });
      if (conclusion === 'reject') review = reduce(review, { type: 'reject' });
      if (conclusion === 'accept' && review.now.rejected) review = reduce(review, { type: 'accept' });
      const verdict = await write(review, conclusion === 'skip');
      set({ decided: { ref: id, verdict, reason: null } });
      return true;
    },

    async giveReason(reason) {
      const { decided, reviews, deciding } = get();
      const review = decided && reviews.get(decided.ref);
      if (!review || deciding) return;
      await write(reduce(review, { type: 'reason', code: reason }), false);
      set({ decided: { ...decided, reason } });
    },

    dismissDecided: () => set({ decided: null }),
    restore: (earlier) => set({ reviews: new Map([...earlier, ...get().reviews]) }),
  }));

  /** Puts a review in place, and on the device unless a gesture is under way. */
  function keep(before: Review, next: Review) {
    if (next === before) return;
    const { reviews } = store.getState();
    store.setState({ reviews: new Map(reviews).set(next.image_ref, next) });
    if (!next.gesture) void records.saveReview(next);
  }

  async function write(review: Review, skip: boolean): Promise<DecisionVerdict> {
    store.setState({ deciding: true });
    try {
      await opened;
      const { threshold } = settings.getState();
      const body = decide(review, { threshold, reviewMs: now() - seenSince, aiVisible: true, skip });
      const { review: next } = await records.decide(review, body);
      store.setState({ reviews: new Map(store.getState().reviews).set(next.image_ref, next) });
      return body.verdict;
    } finally {
      store.setState({ deciding: false });
    }
  }

  photos.subscribe(({ id }, before) => {
    if (id === before.id) return;
    seenSince = now();
    const left = store.getState().reviews.get(before.id ?? '');
    if (left) keep(left, reduce(left, { type: 'commit' }));
    store.setState({ selected: null, drawing: false, sketch: null, commenting: false, fresh: true });
    clearTimeout(ripening);
    ripening = setTimeout(() => store.setState({ fresh: false }), FRESH_MS);
  });
  session.subscribe(({ phase }, before) => {
    if (phase === 'done' && before.phase !== 'done') seenSince = now();
  });
  return store;
}
