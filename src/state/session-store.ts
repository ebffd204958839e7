import { createStore, type StoreApi } from 'zustand/vanilla';
import { scaleBox } from '../inspection/box';
import type { Answer, AnswerStep, EngineClient, EvidenceMap, Language } from '../worker/client';
import { fromEngine, type AppError } from './app-error';
import { whenReady, type EngineStore } from './engine-store';
import type { LoadedPhoto } from './photo-decode';
import type { PhotoStore } from './photo-store';

export type SessionPhase = 'idle' | 'queued' | 'thinking' | 'done' | 'cancelled' | 'failed';

export interface SessionState {
  phase: SessionPhase;
  /** What is in the question box. */
  draft: string;
  /** What was asked last. */
  question: string;
  /** The answer so far; boxes in the original photo's pixels. */
  steps: AnswerStep[];
  evidence: EvidenceMap | null;
  /** The whole answer as the engine gave it (boxes in working pixels), once it is complete. */
  answer: Answer | null;
  error: AppError | null;
  /** The step a person has tapped, in the list or on the photo. */
  selected: number | null;
  /** A question asked before there was a photo; it is asked when the photo comes. */
  pending: string | null;
  setDraft(text: string): void;
  /** Asks about the photo on the screen; waits for the model if need be. Replaces a running question. */
  ask(question: string, lang?: Language): Promise<void>;
  /** Asks the last question again. */
  again(): Promise<void>;
  cancel(): void;
  select(step: number | null): void;
  dismissError(): void;
}

export type SessionStore = StoreApi<SessionState>;

const blank = { steps: [], evidence: null, answer: null, error: null, selected: null };

/** The question and its answer, for the photo on the screen; a new photo begins a new session. */
export function createSessionStore(
  client: EngineClient,
  engine: EngineStore,
  photos: PhotoStore,
): SessionStore {
  let running: AbortController | null = null;

  const store = createStore<SessionState>()((set, get) => ({
    ...blank,
    phase: 'idle',
    draft: '',
    question: '',
    pending: null,

    setDraft: (draft) => set({ draft, pending: null }),

    async ask(text, lang) {
      const question = text.trim();
      if (question === '') return;
      const { photo } = photos.getState();
      if (!photo) return set({ draft: question, pending: question });
      running?.abort();
      const controller = new AbortController();
      running = controller;
      set({ ...blank, phase: 'queued', question, draft: '', pending: null });
      await answer(photo, question, lang, controller);
    },

    again: () => get().ask(get().question),

    cancel() {
      running?.abort();
    },

    select: (selected) => set({ selected }),
    dismissError: () => set({ error: null }),
  }));

  async function answer(
    photo: LoadedPhoto,
    question: string,
    lang: Language | undefined,
    run: AbortController,
  ) {
    // What a replaced question still sends is dropped.
    const update = (state: Partial<SessionState>) => {
      if (running === run) store.setState(state);
    };
    const upright = (step: AnswerStep) => toOriginal(step, photo.scale);
    try {
      void engine.getState().load(); // does nothing unless it is cold or has failed
      await whenReady(engine, run.signal);
      update({ phase: 'thinking' });
      const answer = await client.ask(photo.pixels(), {
        question,
        lang,
        signal: run.signal,
        transfer: true,
        onEvidence: (evidence) => update({ evidence }),
        onStep: (step) => update({ steps: withStep(store.getState().steps, upright(step)) }),
      });
      update({ phase: 'done', answer, steps: answer.steps.map(upright), evidence: answer.evidence });
    } catch (thrown) {
      const error = fromEngine(thrown);
      if (error.code === 'aborted') update({ phase: 'cancelled' });
      else update({ phase: 'failed', error });
    }
  }

  photos.subscribe((now, before) => {
    if (now.photo === before.photo) return;
    running?.abort();
    running = null;
    store.setState({ ...blank, phase: 'idle' });
    const { pending, ask } = store.getState();
    if (pending) void ask(pending);
  });
  return store;
}

/** Puts a step in its place. Steps come in order, so one that comes again (after a recovery) ends those behind it. */
function withStep(steps: readonly AnswerStep[], step: AnswerStep): AnswerStep[] {
  return [...steps.filter((other) => other.index < step.index), step];
}

function toOriginal(step: AnswerStep, scale: number): AnswerStep {
  if (scale === 1) return step;
  const { box, spread } = step;
  return {
    ...step,
    ...(box && { box: scaleBox(box, 1 / scale) }),
    ...(spread && { spread: scaleBox(spread, 1 / scale) }),
  };
}
