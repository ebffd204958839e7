import { createEngineClient, type EngineClient } from '../worker/client';
import { createEngineStore, type EngineStore } from './engine-store';
import { decodePhoto, type DecodePhoto } from './photo-decode';
import { createPhotoStore, type PhotoStore } from './photo-store';
import { createBookStore, type BookStore } from './records/book-store';
import { createSessionStore, type SessionStore } from './session-store';
import { createSettingsStore, type KeyValue, type SettingsStore } from './settings-store';
import { createBrowserRecords, createRecords, type Records } from './storage';
import { browserClock } from './storage/clock';
import { createViewStore, type ViewStore } from './view-store';

/** Everything the page can show and do. */
export interface App {
  book: BookStore;
  engine: EngineStore;
  photos: PhotoStore;
  records: Records;
  session: SessionStore;
  settings: SettingsStore;
  view: ViewStore;
}

export interface AppParts {
  client: EngineClient;
  modelUrl?: string;
  decode?: DecodePhoto;
  records?: Records;
  storage?: KeyValue | null;
  languages?: readonly string[];
}

const BUILD = {
  version: '0.1.0',
  build_sha: (import.meta.env.VITE_BUILD_SHA as string | undefined) ?? 'unknown',
};

/** Wires the stores together; tests hand in a client and a decoder of their own. */
export function createApp(parts: AppParts): App {
  const { client, modelUrl = 'model/', decode = decodePhoto, storage = null, languages = [] } = parts;
  const { records = createRecords({ app: BUILD, clock: browserClock(), sessionId: crypto.randomUUID() }) } =
    parts;
  const book = createBookStore(records);
  const engine = createEngineStore(client, modelUrl);
  const photos = createPhotoStore(decode);
  const session = createSessionStore(client, engine, photos);
  const view = createViewStore(photos);
  session.subscribe(({ selected, steps }, before) => {
    const box = steps.find((step) => step.index === selected)?.box;
    if (selected !== before.selected && box) view.getState().reveal(box);
  });
  const settings = createSettingsStore(storage, languages);
  engine.subscribe(({ info }, before) => {
    if (info && info !== before.info) settings.getState().setThreshold(info.calibration.threshold);
  });
  return { book, engine, photos, records, session, settings, view };
}

/** The app as a browser runs it: the engine in its own thread, the model from beside the page. */
export function createBrowserApp(client: EngineClient = workerClient()): App {
  return createApp({
    client,
    modelUrl: new URL('model/', document.baseURI).href,
    records: createBrowserRecords(BUILD),
    storage: storageOrNull(),
    languages: navigator.languages,
  });
}

const workerClient = () =>
  createEngineClient(
    new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  );

/** Reading `localStorage` throws where cookies are forbidden. */
function storageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
