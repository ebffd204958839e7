import { createStore, type StoreApi } from 'zustand/vanilla';
import { fromProblem, type AppError } from './app-error';
import { PhotoError, type DecodePhoto, type LoadedPhoto } from './photo-decode';

export interface PhotoState {
  /** The photo on the screen. A file that cannot be opened leaves it as it is. */
  photo: LoadedPhoto | null;
  /** Its place in the queue: the hash of its file. A photo from outside the queue has a name of its own. */
  id: string | null;
  decoding: boolean;
  error: AppError | null;
  /** Shows a photo; gives it also if another was opened meanwhile, and null if it cannot be opened. */
  open(file: Blob, name?: string, id?: string): Promise<LoadedPhoto | null>;
  /** The same for a file that has to be fetched first. */
  openLater(fetchFile: () => Promise<Blob | null>, name: string, id: string): Promise<LoadedPhoto | null>;
  fail(error: AppError): void;
  dismissError(): void;
}

export type PhotoStore = StoreApi<PhotoState>;

/** The photo under inspection. Of two files opened quickly, the later one wins. */
export function createPhotoStore(decode: DecodePhoto): PhotoStore {
  let latest = 0;
  return createStore<PhotoState>()((set, get) => ({
    photo: null,
    id: null,
    decoding: false,
    error: null,

    open: (file, name = file instanceof File ? file.name : 'photo', id = `unfiled-${latest + 1}`) =>
      get().openLater(async () => file, name, id),

    async openLater(fetchFile, name, id) {
      const turn = ++latest;
      set({ decoding: true, error: null });
      try {
        const file = await fetchFile();
        if (!file) throw new PhotoError({ code: 'photo-empty', name });
        const photo = await decode(file, name);
        if (turn === latest) set({ photo, id, decoding: false });
        return photo;
      } catch (thrown) {
        if (turn === latest) set({ decoding: false, error: photoFailure(thrown, name) });
        return null;
      }
    },

    fail: (error) => set({ error }),
    dismissError: () => set({ error: null }),
  }));
}

/** Whatever a decoder threw, as the screen shows it. */
export const photoFailure = (thrown: unknown, name: string): AppError =>
  fromProblem(thrown instanceof PhotoError ? thrown.problem : { code: 'photo-broken', name });
