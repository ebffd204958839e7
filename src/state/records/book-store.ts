import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULT_BOOK } from '../../inspection/default-book';
import {
  addKind,
  editKind,
  exportBook,
  importBook,
  moveKind,
  removeKind,
  type BookProblem,
  type BookResult,
  type DefectBook,
  type DefectKind,
} from '../../inspection/defect-book';
import type { Records } from '../storage';

export interface BookState {
  /** Every label that can be chosen, in the order in which it is offered. */
  book: DefectBook;
  /** Why the last change was refused; empty after one that was made. */
  problems: readonly BookProblem[];
  add(kind: DefectKind): boolean;
  edit(id: string, change: Partial<DefectKind>): boolean;
  remove(id: string): boolean;
  move(id: string, to: number): boolean;
  /** Takes over a book somebody sent, whole or not at all. */
  importFile(text: string): boolean;
  exportFile(): string;
  dismiss(): void;
}

export type BookStore = StoreApi<BookState>;

/** The plant's defect book: kept on the device, and each change of it noted in the log. */
export function createBookStore(records: Records): BookStore {
  const store = createStore<BookState>()((set, get) => {
    const take = (result: BookResult, change: string, id: string): boolean => {
      if (!result.ok) {
        set({ problems: result.problems });
        return false;
      }
      set({ book: result.book, problems: [] });
      void keep(records, result.book, change, id);
      return true;
    };
    return {
      book: DEFAULT_BOOK,
      problems: [],
      add: (kind) => take(addKind(get().book, kind), 'add', kind.id),
      edit: (id, change) => take(editKind(get().book, id, change), 'edit', id),
      remove: (id) => take(removeKind(get().book, id), 'remove', id),
      move: (id, to) => take(moveKind(get().book, id, to), 'move', id),
      importFile: (text) => take(importBook(text), 'import', ''),
      exportFile: () => exportBook(get().book),
      dismiss: () => set({ problems: [] }),
    };
  });

  let loads = 0;
  const load = async () => {
    const turn = ++loads;
    const before = store.getState().book;
    const book = await records.loadBook().catch(() => null);
    // A change made while it was read is the newer one.
    if (book && turn === loads && store.getState().book === before) store.setState({ book });
  };
  records.status.subscribe((now, before) => {
    if (now.opened && !before.opened) void load();
  });
  // A restored backup brings a book of its own.
  records.log.subscribe((change) => {
    if (change === 'replaced' && records.status.getState().opened) void load();
  });
  return store;
}

async function keep(records: Records, book: DefectBook, change: string, id: string): Promise<void> {
  await records.saveBook(book);
  // Before the log has been read, nothing may be added to it.
  if (!records.status.getState().opened) return;
  await records.log.append({
    type: 'system',
    event: 'book-change',
    detail: { change, id, kinds: book.length },
  });
}
