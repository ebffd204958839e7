import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Review } from '../../inspection/review';
import type { Records } from '../storage';
import type { BookStore } from './book-store';
import { exportSource } from './export-data';
import { failureOf, type Failure } from './failure';
import { applyImport, reviewOf } from './import-apply';
import { planImport, textsOf, type ImportPlan } from './import-read';

export type ImportPhase = 'idle' | 'reading' | 'planned' | 'applying' | 'applied' | 'failed';

export interface ImportState {
  phase: ImportPhase;
  /** Name of the file, or of the first of them. */
  file: string;
  plan: ImportPlan | null;
  /** Photos whose review has been changed. */
  changed: number;
  failure: Failure | null;
  read(files: readonly File[]): Promise<void>;
  apply(): Promise<void>;
  dismiss(): void;
}

export type ImportStore = StoreApi<ImportState>;

export interface ImportParts {
  records: Records;
  book: BookStore;
  /** The review of a photo as the page has it: what is on the device may be a gesture behind. */
  current?: (ref: string) => Review | undefined;
  /** Told of each review that was changed: the page has to show it. */
  onReview?: (review: Review) => void;
}

const blank = { phase: 'idle', file: '', plan: null, changed: 0, failure: null } as const;

/** Annotations from elsewhere: first what they would bring, then, if wanted, into the reviews. */
export function createImportStore({ records, book, current, onReview }: ImportParts): ImportStore {
  return createStore<ImportState>()((set, get) => ({
    ...blank,

    async read(files) {
      if (files.length === 0) return;
      set({ ...blank, phase: 'reading', file: files[0].name });
      try {
        const texts = await textsOf(files);
        const kinds = book.getState().book;
        set({ phase: 'planned', plan: planImport(texts, exportSource(records.log.entries, kinds), kinds) });
      } catch (thrown) {
        set({ phase: 'failed', failure: failureOf(thrown) });
      }
    },

    async apply() {
      const { plan, phase } = get();
      if (!plan || phase !== 'planned') return;
      set({ phase: 'applying' });
      try {
        let changed = 0;
        for (const { photo, record } of plan.placed) {
          const known = current?.(record.ref) ?? (await records.loadReview(record.ref));
          const before = known ?? reviewOf(record);
          const after = before && applyImport(before, photo);
          if (!after || after.now === before.now) continue;
          await records.saveReview(after);
          onReview?.(after);
          changed++;
        }
        set({ phase: 'applied', changed });
      } catch (thrown) {
        set({ phase: 'failed', failure: failureOf(thrown) });
      }
    },

    dismiss: () => set(blank),
  }));
}
