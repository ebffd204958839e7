import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageInfo } from '../inspection/log';
import { checkLength } from '../inspection/photo-rules';
import { refOf, type Filing } from './ledger';
import type { DecodePhoto, LoadedPhoto } from './photo-decode';
import { photoFailure, type PhotoStore } from './photo-store';
import type { QueueItem, ReadingItem } from './queue-item';
import { fetchSample, type Sample } from './samples';
import type { Thumbnails } from './thumbnail';

export interface QueueState {
  items: readonly QueueItem[];
  /** Files that have been dropped and are still being read. */
  reading: readonly ReadingItem[];
  /** Takes photos in, and shows the first of them. */
  add(files: readonly File[], source: ImageInfo['source']): Promise<void>;
  addSample(sample: Sample, title: string): Promise<void>;
  /** Shows a photo of the queue. */
  show(ref: string): Promise<void>;
  /** Shows the photo `by` places on; does nothing at the ends. */
  step(by: 1 | -1): Promise<void>;
  /** A photo's file, from the device or from where it came. */
  fileOf(ref: string): Promise<Blob | null>;
  /** Puts photos of earlier days at the front. */
  restore(items: readonly QueueItem[]): void;
}

export type QueueStore = StoreApi<QueueState>;

export interface QueueParts {
  photos: PhotoStore;
  decode: DecodePhoto;
  thumbnails: Thumbnails;
  /** Keeps a photo for good. */
  file(filing: Filing): Promise<void>;
  /** A photo that was kept. */
  fileOf(ref: string): Promise<Blob | null>;
}

interface Incoming {
  blob: Blob;
  name: string;
  source: ImageInfo['source'];
  auto: boolean;
  /** Of its entry in `reading`. */
  key?: string;
}

/** The tray of photos. Files are read one after the other, so that only one of them is decoded at a time. */
export function createQueueStore({ photos, decode, thumbnails, file, fileOf }: QueueParts): QueueStore {
  /** Files not yet known to be kept. */
  const unkept = new Map<string, Blob>();
  let turn: Promise<unknown> = Promise.resolve();
  let keys = 0;

  const store = createStore<QueueState>()((set, get) => ({
    items: [],
    reading: [],

    async add(files, source) {
      const auto = files.length > 1 || get().items.some((item) => item.auto);
      const entries = files.map((one) => ({ key: `r${++keys}`, name: one.name, file: one }));
      set({ reading: [...get().reading, ...entries.map(({ key, name }) => ({ key, name }))] });
      for (const [index, entry] of entries.entries()) {
        const first = index === 0;
        turn = turn
          .then(() => take({ blob: entry.file, name: entry.name, source, auto, key: entry.key }, first))
          .finally(() => set({ reading: get().reading.filter(({ key }) => key !== entry.key) }));
      }
      await turn;
    },

    async addSample(sample, title) {
      try {
        const blob = await fetchSample(sample);
        await take({ blob, name: title, source: 'sample', auto: false }, true);
      } catch (thrown) {
        photos.getState().fail({ code: 'photo-sample', params: {}, detail: String(thrown) });
      }
    },

    async show(ref) {
      const item = get().items.find((one) => one.ref === ref);
      if (!item || photos.getState().id === ref) return;
      await photos.getState().openLater(() => get().fileOf(ref), item.name, ref);
    },

    async step(by) {
      const { items, show } = get();
      const to = items.findIndex(({ ref }) => ref === photos.getState().id) + by;
      if (to >= 0 && to < items.length) await show(items[to].ref);
    },

    fileOf: async (ref) => unkept.get(ref) ?? fileOf(ref),

    restore(earlier) {
      const { items } = get();
      const fresh = earlier.filter(({ ref }) => !items.some((one) => one.ref === ref));
      set({ items: [...fresh, ...items] });
      void drawThumbnails(fresh);
    },
  }));

  async function take({ blob, name, source, auto, key }: Incoming, first: boolean): Promise<void> {
    // A file that is too heavy is not read: `open` says why. Nor can one be named without a secure context.
    const ref = checkLength(name, blob.size) ? null : await refOf(blob).catch(() => null);
    if (ref && store.getState().items.some((item) => item.ref === ref)) {
      if (first) await store.getState().show(ref);
      return;
    }
    const photo = first ? await photos.getState().open(blob, name, ref ?? undefined) : await read(blob, name);
    if (!photo || !ref) return;
    const item: QueueItem = { ref, name, size: photo.size, source, thumbnail: null, auto };
    unkept.set(ref, blob);
    store.setState(({ items, reading }) => ({
      items: [...items, item],
      reading: reading.filter((one) => one.key !== key),
    }));
    const kept = file({ ref, name, file: blob, photo, source });
    setThumbnail(ref, await thumbnails.of(photo.image));
    // A file that cannot be kept stays here as long as the page does.
    await kept.then(
      () => unkept.delete(ref),
      () => undefined,
    );
  }

  async function read(blob: Blob, name: string): Promise<LoadedPhoto | null> {
    try {
      return await decode(blob, name);
    } catch (thrown) {
      photos.getState().fail(photoFailure(thrown, name));
      return null;
    }
  }

  const setThumbnail = (ref: string, thumbnail: string | null) =>
    store.setState(({ items }) => ({
      items: items.map((item) => (item.ref === ref ? { ...item, thumbnail } : item)),
    }));

  async function drawThumbnails(items: readonly QueueItem[]) {
    for (const { ref } of items) {
      const blob = await store.getState().fileOf(ref);
      if (blob) setThumbnail(ref, await thumbnails.read(blob));
    }
  }

  return store;
}
