import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer, EngineClient, Language } from '../worker/client';
import { fromEngine } from './app-error';
import { SILENT, toOriginal, withStep, type Conversation } from './conversation';
import { whenReady, type EngineStore } from './engine-store';
import type { LoadedPhoto } from './photo-decode';
import type { PhotoStore } from './photo-store';

export type { SessionPhase } from './conversation';

/** The conversation about the photo on the screen, spread out, and those about the others. */
export interface SessionState extends Conversation {
  /** What is in the question box. */
  draft: string;
  /** The step a person has tapped, in the list or on the photo. */
  selected: number | null;
  /** A question asked before there was a photo; it is asked when the photo comes. */
  pending: string | null;
  /** By photo id. */
  conversations: ReadonlyMap<string, Conversation>;
  /** The photo that is being asked about. */
  asking: string | null;
  /** What a person asked last, and what the photos that wait are asked. */
  standing: { question: string; lang?: Language } | null;
  setDraft(text: string): void;
  /** Asks about the photo on the screen; waits for the model if need be. Replaces a running question. */
  ask(question: string, lang?: Language): Promise<void>;
  /** Asks the standing question about a photo that need not be on the screen. */
  askAbout(id: string, photo: LoadedPhoto): Promise<void>;
  /** Asks the last question again. */
  again(): Promise<void>;
  cancel(): void;
  select(step: number | null): void;
  /** What the log remembers of earlier days; never replaces a conversation that there is. */
  recall(conversations: ReadonlyMap<string, Conversation>): void;
  dismissError(): void;
}

export type SessionStore = StoreApi<SessionState>;

export interface Answered {
  id: string;
  photo: LoadedPhoto;
  answer: Answer;
}

/**
 * Questions and answers. One question runs at a time; it goes on when its photo leaves the screen, and the
 * answer waits there. `keeps` says whether a photo can be come back to.
 */
export function createSessionStore(
  client: EngineClient,
  engine: EngineStore,
  photos: PhotoStore,
  onAnswer: (answered: Answered) => void = () => undefined,
  keeps: (id: string) => boolean = () => false,
): SessionStore {
  let running: { id: string; controller: AbortController } | null = null;

  const store = createStore<SessionState>()((set, get) => ({
    ...SILENT,
    draft: '',
    selected: null,
    pending: null,
    conversations: new Map(),
    asking: null,
    standing: null,

    setDraft: (draft) => set({ draft, pending: null }),

    async ask(text, lang) {
      const question = text.trim();
      if (question === '') return;
      const { photo, id } = photos.getState();
      if (!photo || id === null) return set({ draft: question, pending: question });
      set({ draft: '', pending: null, selected: null, standing: { question, lang } });
      await run(id, photo, question, lang);
    },

    async askAbout(id, photo) {
      const { standing } = get();
      if (standing) await run(id, photo, standing.question, standing.lang);
    },

    again: () => get().ask(get().question),

    cancel() {
      if (running?.id !== photos.getState().id) return;
      running?.controller.abort();
      set({ standing: null }); // whoever says stop does not want the next photo asked either
    },

    select: (selected) => set({ selected }),
    recall(earlier) {
      const conversations = new Map([...earlier, ...get().conversations]);
      set({ conversations, ...conversations.get(photos.getState().id ?? '') });
    },
    dismissError() {
      const { id } = photos.getState();
      if (id !== null) put(id, { error: null });
    },
  }));

  /** Changes a conversation, and the screen with it if it is the one there. */
  function put(id: string, change: Partial<Conversation>) {
    const { conversations } = store.getState();
    const next = { ...(conversations.get(id) ?? SILENT), ...change };
    const onScreen = id === photos.getState().id ? next : {};
    store.setState({ conversations: new Map(conversations).set(id, next), ...onScreen });
  }

  function stop() {
    if (!running) return;
    const { id, controller } = running;
    running = null;
    controller.abort();
    // Nobody knows how it would have ended: that photo waits again.
    put(id, SILENT);
  }

  async function run(id: string, photo: LoadedPhoto, question: string, lang?: Language) {
    stop();
    const controller = new AbortController();
    const mine = { id, controller };
    running = mine;
    put(id, { ...SILENT, phase: 'queued', question });
    store.setState({ asking: id });
    // What a replaced question still sends is dropped.
    const update = (change: Partial<Conversation>) => {
      if (running === mine) put(id, change);
    };
    const upright = (step: Answer['steps'][number]) => toOriginal(step, photo.scale);
    const stepsSoFar = () => store.getState().conversations.get(id)?.steps ?? [];
    try {
      void engine.getState().load(); // does nothing unless it is cold or has failed
      await whenReady(engine, controller.signal);
      update({ phase: 'thinking' });
      const answer = await client.ask(photo.pixels(), {
        question,
        lang,
        signal: controller.signal,
        transfer: true,
        onEvidence: (evidence) => update({ evidence }),
        onStep: (step) => update({ steps: withStep(stepsSoFar(), upright(step)) }),
      });
      if (running !== mine) return;
      put(id, { phase: 'done', answer, steps: answer.steps.map(upright), evidence: answer.evidence });
      onAnswer({ id, photo, answer });
    } catch (thrown) {
      const error = fromEngine(thrown);
      if (error.code === 'aborted') update({ phase: 'cancelled' });
      else update({ phase: 'failed', error });
      // The next photo would most likely fail in the same way, and the one after it.
      if (running === mine) store.setState({ standing: null });
    } finally {
      if (running === mine) {
        running = null;
        store.setState({ asking: null });
      }
    }
  }

  photos.subscribe((now, before) => {
    if (now.id === before.id) return;
    if (running && running.id === before.id && !keeps(running.id)) stop();
    if (!running) store.setState({ asking: null });
    const conversation = store.getState().conversations.get(now.id ?? '') ?? SILENT;
    store.setState({ ...conversation, selected: null });
    const { pending, ask } = store.getState();
    if (pending && now.photo) void ask(pending);
  });
  return store;
}
