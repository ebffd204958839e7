import { createStore, type StoreApi } from 'zustand/vanilla';
import { fromProblem, type AppError } from './app-error';
import { PhotoError, type DecodePhoto, type LoadedPhoto } from './photo-decode';
import { samplesUrl, type Sample } from './samples';

export interface PhotoState {
  /** The photo on the screen. A file that cannot be opened leaves it as it is. */
  photo: LoadedPhoto | null;
  decoding: boolean;
  error: AppError | null;
  open(file: Blob, name?: string): Promise<void>;
  openSample(sample: Sample, title: string): Promise<void>;
  dismissError(): void;
}

export type PhotoStore = StoreApi<PhotoState>;

/** The photo under inspection. Of two files opened quickly, the later one wins. */
export function createPhotoStore(decode: DecodePhoto): PhotoStore {
  let latest = 0;
  return createStore<PhotoState>()((set, get) => ({
    photo: null,
    decoding: false,
    error: null,

    async open(file, name = file instanceof File ? file.name : 'photo') {
      const turn = ++latest;
      set({ decoding: true, error: null });
      try {
        const photo = await decode(file, name);
        if (turn === latest) set({ photo, decoding: false });
      } catch (thrown) {
        const problem =
          thrown instanceof PhotoError ? thrown.problem : { code: 'photo-broken' as const, name };
        if (turn === latest) set({ decoding: false, error: fromProblem(problem) });
      }
    },

    async openSample(sample, title) {
      const turn = ++latest;
      set({ decoding: true, error: null });
      try {
        const response = await fetch(samplesUrl(sample.file));
        if (!response.ok) throw new Error(`${response.status} for ${sample.file}`);
        const file = await response.blob();
        if (turn === latest) await get().open(file, title);
      } catch (thrown) {
        if (turn !== latest) return;
        set({ decoding: false, error: { code: 'photo-sample', params: {}, detail: String(thrown) } });
      }
    },

    dismissError: () => set({ error: null }),
  }));
}
