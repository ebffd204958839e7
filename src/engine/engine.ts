/** The engine: a model folder on a backend, answering one question at a time. No DOM; usable alone. */
import type { Answer, AskOptions, Engine, EngineInfo, LoadProgress, Photo } from './api';
import { EngineError } from './errors';
import { answerQuestion } from './model/answer';
import { createClassifier } from './model/classifier';
import { buildGrammar, readGrammar } from './model/grammar';
import { createModel } from './model/model';
import { readTokenizer } from './model/tokenizer';
import type { Backend } from './ops/backend';
import { fetchFiles, fetchManifest } from './weights/fetch';
import { fileOf, type Calibration, type Manifest } from './weights/manifest';
import type { WeightSource } from './weights/source';
import { TensorStore } from './weights/store';

export interface EngineOptions {
  /** The model folder. */
  source: WeightSource;
  /** An empty backend, which the engine owns from here on. */
  backend: Backend;
  /** What the backend runs on, for `info`. */
  device: EngineInfo['device'];
  onProgress?: (progress: LoadProgress) => void;
  /** Decode steps submitted before the first is read back: hides the readback, costs up to as many idle steps. */
  ahead?: number;
}

/** An engine with what else its folder says; `calibration` sets the default threshold. */
export interface LynxEngine extends Engine {
  readonly calibration: Calibration;
  /**
   * Fetches and builds the grounding mixture now instead of at the first where-question.
   * @throws EngineError 'weights-missing', 'weights-hash', 'weights-format'; a later call tries again
   */
  loadGrounding(): Promise<void>;
}

const DEFAULT_AHEAD = 4;

/**
 * Loads the base model; the grounding mixture follows when first needed.
 * @throws EngineError 'weights-missing', 'weights-hash', 'weights-format', 'shader', 'out-of-memory', 'limits'
 */
export async function createEngine(options: EngineOptions): Promise<LynxEngine> {
  const { source, backend, device, onProgress, ahead = DEFAULT_AHEAD } = options;
  const manifest = await fetchManifest(source);
  const { config, calibration } = manifest;
  const hasGrammar = manifest.files.some(({ role }) => role === 'grammar');
  const wanted = (['base', 'tokenizer', ...(hasGrammar ? (['grammar'] as const) : [])] as const).map((role) =>
    fileOf(manifest, role),
  );
  const [base, tokenizerFile, grammarFile] = await fetchFiles(source, wanted, onProgress);

  const tokenizer = readTokenizer(tokenizerFile, config.decoder.vocab);
  const grammar = grammarFile
    ? readGrammar(grammarFile, config.decoder.vocab)
    : buildGrammar(config.decoder.vocab, manifest.kinds.length);
  const store = new TensorStore();
  store.add(base, wanted[0].name);
  const classifier = createClassifier(store);
  onProgress?.({ phase: 'upload', loaded: 0, total: base.byteLength });
  const model = createModel(backend, config, grammar, store, ahead);
  onProgress?.({ phase: 'upload', loaded: base.byteLength, total: base.byteLength });
  const compile = () =>
    backend.ready((compiled, total) => onProgress?.({ phase: 'compile', loaded: compiled, total }));
  await compile();

  let grounding: Promise<void> | null = null;
  const loadGrounding = () => {
    grounding ??= addGrounding().catch((error: unknown) => {
      grounding = null; // a download that failed may be tried again
      throw error;
    });
    return grounding;
  };
  async function addGrounding(): Promise<void> {
    const file = fileOf(manifest, 'grounding');
    const [data] = await fetchFiles(source, [file], onProgress);
    const added = new TensorStore();
    added.add(data, file.name);
    model.addMixture(0, added);
    await compile();
  }

  const context = { backend, model, tokenizer, classifier, kinds: manifest.kinds, calibration, ahead };
  let last: Promise<unknown> = Promise.resolve();
  let disposed = false;
  return {
    info: {
      model: modelInfo(manifest),
      calibration: { threshold: calibration.threshold, reviewBelow: calibration.reviewBelow },
      device,
    },
    calibration,
    loadGrounding,
    ask(photo: Photo, ask: AskOptions): Promise<Answer> {
      // One answer at a time: they share every buffer.
      const mine = last.then(() => {
        if (disposed) throw new EngineError('aborted', 'the engine was disposed');
        return answerQuestion(context, loadGrounding, photo, ask);
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    dispose() {
      disposed = true;
      backend.dispose();
    },
  };
}

function modelInfo({ id, version, files, parameters }: Manifest): EngineInfo['model'] {
  const sha256 = Object.fromEntries(files.map((file) => [file.name, file.sha256]));
  return { id, version, sha256, parameters: parameters.total };
}
