import { createEngineClient, type EngineClient } from '../worker/client';
import { startAutoAsk } from './auto-ask';
import { createEngineStore, type EngineStore } from './engine-store';
import { createLedger, type Ledger } from './ledger';
import { decodePhoto, type DecodePhoto } from './photo-decode';
import { createPhotoStore, type PhotoStore } from './photo-store';
import { nextToReview, statusOfItem } from './queue-item';
import { createQueueStore, type QueueStore } from './queue-store';
import { createBookStore, type BookStore } from './records/book-store';
import { predictionOf, remember } from './remember';
import { createReviewStore, type ReviewStore } from './review-store';
import { linkSelections } from './selection';
import { createSessionStore, type Answered, type SessionStore } from './session-store';
import { createSettingsStore, storageOrNull, type KeyValue, type SettingsStore } from './settings-store';
import { createBrowserRecords, createRecords, type Records } from './storage';
import { browserClock } from './storage/clock';
import { browserThumbnails, noThumbnails, type Thumbnails } from './thumbnail';
import { createViewStore, type ViewStore } from './view-store';

/** Everything the page can show and do. */
export interface App {
  book: BookStore;
  engine: EngineStore;
  photos: PhotoStore;
  session: SessionStore;
  settings: SettingsStore;
  view: ViewStore;
  /** What is kept on the device; opened when the app is created. */
  records: Records;
  queue: QueueStore;
  review: ReviewStore;
  /** Resolves when what was kept is on the page again. */
  restored: Promise<void>;
  /** The photo to review next comes up; false if none is left. */
  nextPhoto(): Promise<boolean>;
}

export interface AppParts {
  client: EngineClient;
  records?: Records;
  modelUrl?: string;
  decode?: DecodePhoto;
  storage?: KeyValue | null;
  languages?: readonly string[];
  thumbnails?: Thumbnails;
}

const BUILD = {
  version: '0.1.0',
  build_sha: (import.meta.env.VITE_BUILD_SHA as string | undefined) ?? 'unknown',
};

/** Wires the stores together; tests hand in a client, a decoder and records of their own. */
export function createApp(parts: AppParts): App {
  const { client, modelUrl = 'model/', decode = decodePhoto } = parts;
  const { storage = null, languages = [], thumbnails = noThumbnails } = parts;
  const { records = createRecords({ app: BUILD, clock: browserClock(), sessionId: crypto.randomUUID() }) } =
    parts;
  const book = createBookStore(records);
  const ledger = createLedger(records);
  const engine = createEngineStore(client, modelUrl);
  const photos = createPhotoStore(decode);
  const settings = createSettingsStore(storage, languages);
  const fileOf = (ref: string) => records.photos.get(ref);
  const queue = createQueueStore({ photos, decode, thumbnails, file: ledger.file, fileOf });
  const isQueued = (id: string) => queue.getState().items.some(({ ref }) => ref === id);
  const session = createSessionStore(client, engine, photos, (one) => void note(one), isQueued);
  const review = createReviewStore({ photos, session, settings, records, opened: ledger.opened });
  const view = createViewStore(photos);
  linkSelections(session, review, view);
  startAutoAsk({ photos, queue, session, review, decode });
  engine.subscribe(({ info }, before) => {
    if (info && info !== before.info) settings.getState().setCalibratedThreshold(info.calibration.threshold);
  });

  /** An answer goes into the log, and its boxes under review. */
  async function note(answered: Answered): Promise<void> {
    const { info } = engine.getState();
    if (!info) return;
    const entry = await ledger.answered(answered, info, settings.getState().threshold);
    if (!entry) return;
    const photo = { image_ref: answered.id, size: answered.photo.size };
    review.getState().receive(photo, entry.event_id, predictionOf(entry.boxes));
  }

  async function nextPhoto(): Promise<boolean> {
    const { conversations } = session.getState();
    const { reviews } = review.getState();
    const statusFor = (ref: string) => statusOfItem(conversations.get(ref), reviews.get(ref));
    const next = nextToReview(queue.getState().items, photos.getState().id, statusFor);
    if (next) await queue.getState().show(next.ref);
    return next !== null;
  }

  const restored = bringBack(ledger, records, { queue, session, review }).then(async () => {
    const { photo, decoding } = photos.getState();
    if (!photo && !decoding && queue.getState().reading.length === 0) await nextPhoto();
  });
  return { book, engine, photos, session, settings, view, records, queue, review, restored, nextPhoto };
}

/** Puts on the page what was there when it was closed. */
async function bringBack(
  { opened }: Ledger,
  records: Records,
  { queue, session, review }: Pick<App, 'queue' | 'session' | 'review'>,
): Promise<void> {
  await opened;
  const { items, conversations, reviews } = await remember(records.log.entries, records.loadReview);
  review.getState().restore(reviews);
  session.getState().recall(conversations);
  queue.getState().restore(items);
}

/** The app as a browser runs it: the engine in its own thread, the model from beside the page. */
export function createBrowserApp(client: EngineClient = workerClient()): App {
  return createApp({
    client,
    records: createBrowserRecords(BUILD),
    modelUrl: new URL('model/', document.baseURI).href,
    storage: storageOrNull(),
    languages: navigator.languages,
    thumbnails: browserThumbnails,
  });
}

const workerClient = () =>
  createEngineClient(
    new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  );
