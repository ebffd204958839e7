import { createStore, type StoreApi } from 'zustand/vanilla';
import { headOf, type Head } from '../../inspection/log';
import type { Records, Relation, VerifiedBackup } from '../storage';
import { fileName, type Download } from './download';
import { failureOf, isAbort, type Failure } from './failure';

/** A backup that has been read and verified, and what it would do here. */
export interface Candidate {
  file: string;
  created: string;
  entries: number;
  photos: number;
  head: Head;
  relation: Relation;
}

export type BackupPhase = 'idle' | 'writing' | 'inspecting' | 'asking' | 'restoring';

export interface BackupState {
  phase: BackupPhase;
  progress: { done: number; total: number } | null;
  candidate: Candidate | null;
  /** The backup saved last. */
  saved: { file: string; bytes: number; entries: number; head: Head } | null;
  /** Entries the log has after a restore; null before one. */
  restored: number | null;
  failure: Failure | null;
  /** The browser's answer to "keep my data"; null before it was asked. */
  kept: boolean | null;
  backup(): Promise<void>;
  /** Reads and verifies a backup; changes nothing. */
  inspect(file: File): Promise<void>;
  /** Restores what was inspected. A log that diverged is replaced only if told so. */
  restore(replace?: boolean): Promise<void>;
  dismiss(): void;
  cancel(): void;
  persist(): Promise<void>;
  /** Tries again to write what is in memory only, and looks how much room there is. */
  refresh(): Promise<void>;
}

export type BackupStore = StoreApi<BackupState>;

interface Parts {
  records: Records;
  download: Download;
  now?: () => Date;
}

export function createBackupStore({ records, download, now = () => new Date() }: Parts): BackupStore {
  let running: AbortController | null = null;
  let verified: VerifiedBackup | null = null;

  const store = createStore<BackupState>()((set, get) => {
    const begin = (phase: BackupPhase): AbortSignal => {
      running = new AbortController();
      set({ phase, progress: null, failure: null });
      return running.signal;
    };
    const onProgress = (done: number, total: number) => set({ progress: { done, total } });
    const fail = (thrown: unknown) =>
      set({ phase: 'idle', progress: null, failure: isAbort(thrown) ? null : failureOf(thrown) });

    return {
      phase: 'idle',
      progress: null,
      candidate: null,
      saved: null,
      restored: null,
      failure: null,
      kept: null,

      async backup() {
        if (get().phase !== 'idle') return;
        const signal = begin('writing');
        try {
          const [entries, head] = [records.log.entries.length, headOf(records.log.entries)];
          const blob = await records.backup({ signal, onProgress });
          const file = fileName('backup', now(), 'zip');
          download(blob, file);
          set({ phase: 'idle', progress: null, saved: { file, bytes: blob.size, entries, head } });
          const detail = { file, bytes: blob.size, entries, head: head.hash };
          await records.log.append({ type: 'system', event: 'backup', detail });
        } catch (thrown) {
          fail(thrown);
        }
      },

      async inspect(file) {
        set({ candidate: null, restored: null });
        const signal = begin('inspecting');
        try {
          const { backup, relation } = await records.inspect(file, { signal, onProgress });
          verified = backup;
          const { manifest, photos } = backup;
          const { created, log } = manifest;
          const candidate = { created, entries: log.entries, head: log.head, photos: photos.length };
          set({ phase: 'asking', progress: null, candidate: { ...candidate, file: file.name, relation } });
        } catch (thrown) {
          fail(thrown);
        }
      },

      async restore(replace = false) {
        if (!verified || get().phase !== 'asking') return;
        begin('restoring');
        try {
          await records.restore(verified, { replace });
          verified = null;
          set({ phase: 'idle', candidate: null, restored: records.log.entries.length });
        } catch (thrown) {
          fail(thrown);
          if (verified) set({ phase: 'asking' });
        }
      },

      dismiss() {
        verified = null;
        set({ phase: 'idle', candidate: null, failure: null, restored: null });
      },
      cancel: () => running?.abort(),
      persist: async () => set({ kept: await records.persist() }),
      async refresh() {
        if (records.status.getState().opened) await records.flush();
      },
    };
  });
  return store;
}
