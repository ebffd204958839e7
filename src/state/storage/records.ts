import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULT_BOOK } from '../../inspection/default-book';
import { exportBook, importBook, type DefectBook } from '../../inspection/defect-book';
import { sha256, stamp, type Clock, type DraftEntry, type EntryBody, type Hash } from '../../inspection/log';
import type { DecisionBody, LogEntry } from '../../inspection/log';
import { reduce, restoreReview, type Review } from '../../inspection/review';
import { readBackup, type VerifiedBackup } from './backup-read';
import { writeBackup } from './backup-write';
import type { BlobStore } from './blob-stores';
import { createDatabase, type Database } from './database';
import { askToPersist, readDurability, type Estimator } from './durability';
import { createKeyedStore } from './keyed-store';
import { createExclusive, type Exclusive } from './locks';
import { createLogStore, type LogStore } from './log-store';
import { createPhotoFiles, type PhotoFiles } from './photo-files';
import { META, relate, restorePhotos, restoreRecords, type Relation } from './restore';
import { blankStatus, stateOf, type StorageStatus } from './status';
import { StorageError } from './storage-error';

/** Everything the page keeps: the log, photos, reviews under way, the defect book, settings. */
export interface Records {
  log: LogStore;
  photos: PhotoFiles;
  status: StoreApi<StorageStatus>;
  /** Reads what is stored. Nothing may be appended before. */
  open(): Promise<void>;
  /** Who and where, for the entries that follow. */
  identify(who: { operator?: string; station?: string }): void;
  /** Keeps a review; call it after every gesture. A later call for the same photo replaces a waiting one. */
  saveReview(review: Review): Promise<boolean>;
  loadReview(imageRef: string): Promise<Review | null>;
  /** All reviews kept, by photo. */
  loadReviews(): Promise<Map<string, Review>>;
  /** Writes a decision to the log, and that it was made to the review, in one transaction. */
  decide(review: Review, decision: DecisionBody): Promise<{ entry: LogEntry; review: Review }>;
  loadBook(): Promise<DefectBook>;
  saveBook(book: DefectBook): Promise<boolean>;
  loadSettings(): Promise<Record<string, unknown>>;
  saveSettings(settings: Record<string, unknown>): Promise<boolean>;
  /** Asks the browser never to evict. Call it from a tap, once something worth keeping has been saved. */
  persist(): Promise<boolean>;
  /** Tries again to write what is in memory only; true if nothing is left. */
  flush(): Promise<boolean>;
  /** @throws StorageError 'backup-too-large' */
  backup(options?: Progress): Promise<Blob>;
  /** Verifies a backup and says how it stands to this log; changes nothing. @throws StorageError 'backup-*' */
  inspect(archive: Blob, options?: Progress): Promise<{ backup: VerifiedBackup; relation: Relation }>;
  /** @throws StorageError 'backup-diverged' unless `replace`; 'quota'. Afterwards the log begins as the backup. */
  restore(backup: VerifiedBackup, options?: { replace?: boolean }): Promise<void>;
}

export interface Progress {
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

export interface RecordsParts {
  clock: Clock;
  sessionId: string;
  app: { version: string; build_sha: string };
  database?: Database;
  exclusive?: Exclusive;
  hash?: Hash;
  /** Where photos go, the best first. */
  blobs?: (database: Database) => BlobStore[];
  storage?: Partial<Estimator> | null;
}

export function createRecords(parts: RecordsParts): Records {
  const { clock, sessionId, app, storage = null, hash = sha256 } = parts;
  const { database = createDatabase(), exclusive = createExclusive() } = parts;
  const status = createStore<StorageStatus>()(() => blankStatus);
  let origin = { session_id: sessionId, device_id: 'unknown', app };
  const stamped = (body: EntryBody): DraftEntry => ({ ...stamp(clock, origin), ...body });

  /** A failure stays until all that waited has been written: a success of one part says nothing of the others. */
  const note = (change: Partial<StorageStatus>) =>
    status.setState((old) => {
      const next = { ...old, ...change };
      const { entries, reviews, photos } = next.unsaved;
      if (!change.error) next.error = entries + reviews + photos > 0 ? old.error : log.health.error;
      return { ...next, state: stateOf(next) };
    });
  const unsaved = (change: Partial<StorageStatus['unsaved']>) => ({
    ...status.getState().unsaved,
    ...change,
  });
  const result = (error: StorageError | null) => {
    const waiting = { reviews: reviews.unsaved.size + meta.unsaved.size, photos: photos.unsaved.size };
    note({ unsaved: unsaved(waiting), error });
  };
  const log = createLogStore({ database, exclusive, hash, stamped });
  const meta = createKeyedStore(database, 'meta', result);
  const reviews = createKeyedStore(database, 'reviews', result);
  const photos = createPhotoFiles(parts.blobs?.(database) ?? [], hash, result);
  log.subscribe((_, health) => note({ unsaved: unsaved({ entries: health.unsaved }), error: health.error }));

  const refresh = async () => note(await readDurability(storage));
  const settings = async () => ((await meta.get(META.settings)) ?? {}) as Record<string, unknown>;
  const book = async (): Promise<DefectBook | null> => {
    const stored = (await meta.get(META.book)) as DefectBook | undefined;
    const checked = stored && importBook(exportBook(stored));
    return checked?.ok ? checked.book : null;
  };

  const records: Records = {
    log,
    photos,
    status,
    async open() {
      await log.open();
      let device = await meta.get(META.device);
      if (typeof device !== 'string') {
        device = `device-${stamp(clock, origin).event_id}`;
        await meta.set(META.device, device);
      }
      origin = { ...origin, device_id: String(device) };
      note({ opened: true, damage: log.damage });
      await refresh();
    },
    identify(who) {
      origin = { ...origin, ...who };
    },
    saveReview: (review) => reviews.set(review.image_ref, review),
    loadReview: async (imageRef) => restoreReview(await reviews.get(imageRef)),
    async loadReviews() {
      const found = new Map<string, Review>();
      for (const [key, value] of await reviews.all()) {
        const review = restoreReview(value);
        if (review) found.set(key, review);
      }
      return found;
    },
    async decide(review, decision) {
      const draft = stamped(decision);
      const decided = reduce(review, { type: 'decided', event_id: draft.event_id });
      // A gesture's write still under way must not land on top of the decided review.
      await reviews.settled(review.image_ref);
      const key = review.image_ref;
      const entry = await log.append(decision, [{ store: 'reviews', key, value: decided }], draft);
      if (log.health.unsaved === 0) reviews.forget(key);
      else await reviews.set(key, decided);
      return { entry, review: decided };
    },
    loadBook: async () => (await book()) ?? DEFAULT_BOOK,
    saveBook: (value) => meta.set(META.book, value),
    loadSettings: settings,
    saveSettings: (value) => meta.set(META.settings, value),
    async persist() {
      const granted = await askToPersist(storage);
      await refresh();
      return granted;
    },
    async flush() {
      const done = [await log.flush(), await reviews.flush(), await meta.flush(), await photos.flush()];
      await refresh();
      return done.every(Boolean);
    },
    async backup(options) {
      const kept = Object.fromEntries(await reviews.all());
      const [names, theBook, theSettings] = await Promise.all([photos.names(), book(), settings()]);
      const source = { entries: [...log.entries], book: theBook, reviews: kept, settings: theSettings };
      const photo = (name: string) => photos.get(name);
      return writeBackup({ ...source, photos: names, photo }, { ...options, hash, now: clock.now() });
    },
    async inspect(archive, options) {
      const backup = await readBackup(archive, { ...options, hash });
      return { backup, relation: relate(log.entries, backup.entries) };
    },
    async restore(backup, { replace = false } = {}) {
      const relation = relate(log.entries, backup.entries);
      if (relation === 'diverged' && !replace) {
        throw new StorageError('backup-diverged', 'this device has entries that the backup does not');
      }
      const before = log.entries.at(-1);
      await restorePhotos(backup, photos);
      if (relation !== 'same' && relation !== 'ahead') {
        await log.rewrite(() => restoreRecords(backup, database));
      }
      const detail = { relation, entries: backup.entries.length, head_before: before?.hash ?? '' };
      await log.append({ type: 'system', event: 'restore', detail });
      await refresh();
    },
  };
  return records;
}
