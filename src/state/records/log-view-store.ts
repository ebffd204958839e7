import { createStore, type StoreApi } from 'zustand/vanilla';
import { encodeJsonl, headOf, LogIndex, sha256, statistics, verifyJsonl } from '../../inspection/log';
import type { LogEntry, LogStatistics, Verification } from '../../inspection/log';
import type { Records } from '../storage';
import { fileName, type Download } from './download';
import { Facts, type EntryFacts } from './facts';
import { failureOf, isAbort, type Failure } from './failure';
import { NO_FILTER, queryOf, type LogFilter } from './log-filter';

/** A verification; `file` is null for the log on this device. */
export type Check =
  | { phase: 'running'; file: string | null; done: number; total: number }
  | { phase: 'done'; file: string | null; result: Verification }
  | { phase: 'failed'; file: string | null; failure: Failure };

export interface LogViewState {
  /** Entries of the whole log. */
  total: number;
  /** Those that match the filter, newest last. */
  found: readonly LogEntry[];
  statistics: LogStatistics;
  /** Labels that occur in the log. */
  labels: readonly string[];
  filter: LogFilter;
  check: Check | null;
  setFilter(change: Partial<LogFilter>): void;
  clearFilter(): void;
  factsOf(entry: LogEntry): EntryFacts;
  /** Keeps the view up to date until the function returned is called. */
  watch(): () => void;
  verify(): Promise<void>;
  verifyFile(file: File): Promise<void>;
  dismissCheck(): void;
  saveFile(): Promise<void>;
}

export type LogViewStore = StoreApi<LogViewState>;

interface Parts {
  records: Records;
  download: Download;
  now?: () => Date;
}

/** The log as a person looks through it. Costs nothing while nobody watches. */
export function createLogViewStore({ records, download, now = () => new Date() }: Parts): LogViewStore {
  const { log } = records;
  let [index, facts, labels] = [new LogIndex(), new Facts(), new Set<string>()];
  let watchers = 0;
  let stale = false; // the log was replaced while nobody watched
  let running: AbortController | null = null;

  const rebuild = () => {
    [index, facts, labels] = [new LogIndex(), new Facts(), new Set()];
    stale = false;
  };
  const refresh = () => {
    // Only what is new: the log grows at its end, or is replaced.
    for (const entry of log.entries.slice(index.size)) {
      index.add(entry);
      facts.add(entry);
      for (const label of labelsIn(entry)) labels.add(label);
    }
    store.setState(({ filter }) => ({
      total: log.entries.length,
      found: index.query(queryOf(filter)),
      statistics: statistics(log.entries),
      labels: [...labels].sort(),
    }));
  };

  const check = async (
    file: string | null,
    total: number,
    work: (signal: AbortSignal) => Promise<Verification>,
  ) => {
    running?.abort();
    const run = (running = new AbortController());
    const tell = (check: Check) => {
      if (running === run) store.setState({ check });
    };
    tell({ phase: 'running', file, done: 0, total });
    try {
      tell({ phase: 'done', file, result: await work(run.signal) });
    } catch (thrown) {
      if (!isAbort(thrown)) tell({ phase: 'failed', file, failure: failureOf(thrown) });
    }
  };
  const progress = (done: number) =>
    store.setState(({ check }) => (check?.phase === 'running' ? { check: { ...check, done } } : {}));

  const store = createStore<LogViewState>()((set, get) => ({
    total: 0,
    found: [],
    statistics: statistics([]),
    labels: [],
    filter: NO_FILTER,
    check: null,

    setFilter(change) {
      const filter = { ...get().filter, ...change };
      set({ filter, found: index.query(queryOf(filter)) });
    },
    clearFilter: () => get().setFilter(NO_FILTER),
    factsOf: (entry) => facts.of(entry),

    watch() {
      if (watchers++ === 0) {
        if (stale) rebuild();
        refresh();
      }
      return () => void watchers--;
    },

    verify: () => check(null, log.entries.length, (signal) => log.verify({ signal, onProgress: progress })),
    verifyFile: (file) =>
      check(file.name, 0, async (signal) =>
        verifyJsonl(new Uint8Array(await file.arrayBuffer()), sha256, { signal, onProgress: progress }),
      ),
    dismissCheck() {
      running?.abort();
      running = null;
      set({ check: null });
    },

    async saveFile() {
      const entries = [...log.entries];
      const head = headOf(entries);
      const name = fileName(`log-${head.hash.slice(0, 8)}`, now(), 'jsonl');
      download(new Blob([encodeJsonl(entries)], { type: 'application/x-ndjson' }), name);
      const detail = { format: 'jsonl', file: name, entries: entries.length, head: head.hash };
      await log.append({ type: 'system', event: 'export', detail });
    },
  }));

  log.subscribe((change) => {
    stale ||= change === 'replaced';
    if (watchers === 0) return;
    if (stale) rebuild();
    refresh();
  });
  return store;
}

function labelsIn(entry: LogEntry): string[] {
  if (entry.type === 'infer') return entry.boxes.map((box) => box.label);
  return entry.type === 'decision' ? (entry.boxes ?? []).map((box) => box.label) : [];
}
