import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Selection } from '../../inspection/dataset';
import type { BookStore } from './book-store';
import type { Records } from '../storage';
import { fileName, type Download } from './download';
import {
  countsOf,
  encodeExport,
  exportSource,
  takesPhotos,
  type Counts,
  type DataFormat,
} from './export-data';
import { writeExport } from './export-write';
import { failureOf, isAbort, RecordsError, type Failure } from './failure';
import { releaseReport, reportOf, type ReportData } from './report';
import type { Upright } from './upright';

export type ExportFormat = DataFormat | 'png' | 'report';

/** What was handed out last. */
export interface Exported extends Counts {
  file: string;
  bytes: number;
  missing: number;
}

export interface ExportState {
  format: ExportFormat;
  selection: Selection;
  withPhotos: boolean;
  /** What the selection amounts to. */
  counts: Counts;
  progress: { done: number; total: number } | null;
  exported: Exported | null;
  failure: Failure | null;
  /** Set while the report is to be printed. */
  report: ReportData | null;
  choose(format: ExportFormat): void;
  select(selection: Selection): void;
  setWithPhotos(withPhotos: boolean): void;
  /** Counts anew: the log may have grown. */
  refresh(): void;
  run(): Promise<void>;
  cancel(): void;
  reportPrinted(): void;
}

export type ExportStore = StoreApi<ExportState>;

export interface ExportParts {
  records: Records;
  book: BookStore;
  download: Download;
  upright: Upright;
  /** The photo on the screen with its boxes; null where there is none. */
  picture: () => Promise<{ blob: Blob; name: string } | null>;
  now?: () => Date;
}

export function createExportStore(parts: ExportParts): ExportStore {
  const { records, book, download, upright, picture, now = () => new Date() } = parts;
  let running: AbortController | null = null;
  const source = () => exportSource(records.log.entries, book.getState().book);

  const store = createStore<ExportState>()((set, get) => ({
    format: 'coco',
    selection: 'final',
    withPhotos: false,
    counts: { photos: 0, boxes: 0 },
    progress: null,
    exported: null,
    failure: null,
    report: null,

    choose: (format) => set({ format, exported: null, failure: null }),
    select(selection) {
      set({ selection, exported: null, failure: null });
      get().refresh();
    },
    setWithPhotos: (withPhotos) => set({ withPhotos, exported: null }),
    refresh: () => set({ counts: countsOf(source(), get().selection) }),

    async run() {
      if (get().progress) return;
      running = new AbortController();
      set({ progress: { done: 0, total: 0 }, exported: null, failure: null });
      try {
        const { format } = get();
        if (format === 'png') await savePicture();
        else if (format === 'report') await openReport();
        else await saveData(format, running.signal);
      } catch (thrown) {
        if (!isAbort(thrown)) set({ failure: failureOf(thrown) });
      } finally {
        set({ progress: null });
      }
    },
    cancel: () => running?.abort(),
    reportPrinted() {
      const { report } = get();
      set({ report: null });
      if (report) releaseReport(report);
    },
  }));

  async function saveData(format: DataFormat, signal: AbortSignal) {
    const { selection, withPhotos } = store.getState();
    const from = source();
    const counts = countsOf(from, selection);
    if (counts.photos === 0) throw new RecordsError('nothing-selected');
    const date = now();
    const encoded = encodeExport(format, from, { selection, date: date.toISOString() });
    if (!(withPhotos && takesPhotos(format))) encoded.photos = [];
    const { blob, ending, missing } = await writeExport(encoded, records, {
      now: date,
      upright,
      signal,
      onProgress: (done, total) => store.setState({ progress: { done, total } }),
    });
    await handOut(blob, fileName(format, date, ending), { ...counts, missing });
  }

  async function savePicture() {
    const made = await picture();
    if (!made) throw new RecordsError('no-photo');
    await handOut(made.blob, made.name, { photos: 1, boxes: 0, missing: 0 });
  }

  async function openReport() {
    const { selection } = store.getState();
    const report = await reportOf(source(), selection, records, now());
    if (report.photos.length === 0) throw new RecordsError('nothing-selected');
    store.setState({ report });
    await note({ format: 'report', selection, photos: report.photos.length });
  }

  async function handOut(blob: Blob, file: string, counts: Counts & { missing: number }) {
    download(blob, file);
    const { format, selection } = store.getState();
    store.setState({ exported: { ...counts, file, bytes: blob.size } });
    await note({ format, selection, file, photos: counts.photos, boxes: counts.boxes });
  }

  /** That data left the device is part of the record. */
  const note = (detail: Record<string, string | number>) =>
    records.log.append({ type: 'system', event: 'export', detail });

  return store;
}
