/**
 * What the engine says to the rest of the app: plain data, structured-cloneable.
 * Boxes are in upright photo pixels, float, half-open (design, section 6).
 */

/** Axis-aligned box in upright photo pixels, half-open: x0 <= x < x1. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export type Language = 'ja' | 'en';
export type Verdict = 'pass' | 'fail' | 'review';
export type StepKind = 'surface' | 'look' | 'find' | 'verdict' | 'say' | 'cannot';

/** An 8-bit RGBA photo, upright, row-major. */
export interface Photo {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/** One step of the answer as it is written. `complete` is false while its text still grows. */
export interface AnswerStep {
  index: number;
  kind: StepKind;
  text: string;
  complete: boolean;
  /** Region the step talks about (look, find). */
  box?: Box;
  /** Defect kind id such as "scratch" (find only). */
  label?: string;
  /** Calibrated probability that the finding is right, 0..1 (find only). */
  score?: number;
  /** Standard deviation in photo pixels of each side, from the location tokens' distribution. */
  spread?: Box;
  verdict?: Verdict;
}

/** A region the encoder proposed, kept for the log even when the answer does not name it. */
export interface Region {
  box: Box;
  score: number;
}

/** Dense evidence, 0..255, already cropped to the photo (no letterbox bars). */
export interface EvidenceMap {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Milliseconds on this device; never comparable between adapters. */
export interface Timings {
  preprocess: number;
  encode: number;
  prefill: number;
  decode: number;
  /** Second looks at the findings. */
  second: number;
  total: number;
  tokens: number;
}

export interface ExpertUse {
  /** Decoder block index. */
  block: number;
  /** How often each expert was chosen over the answer's tokens. */
  counts: number[];
}

export interface Answer {
  question: string;
  lang: Language;
  /** 1: base model (image understanding), 0: visual grounding. */
  alpha: 0 | 1;
  steps: AnswerStep[];
  verdict: Verdict | null;
  regions: Region[];
  evidence: EvidenceMap;
  tokens: number[];
  /** Probability of each token under the grammar-masked softmax. */
  probabilities: number[];
  experts: ExpertUse[];
  timings: Timings;
}

export interface AskOptions {
  question: string;
  /** Defaults to the language detected in the question. */
  lang?: Language;
  /** Overrides the prompt classifier (tests, evaluation). */
  alpha?: 0 | 1;
  signal?: AbortSignal;
  onStep?: (step: AnswerStep) => void;
  onEvidence?: (map: EvidenceMap) => void;
}

export interface LoadProgress {
  phase: 'download' | 'compile' | 'upload';
  loaded: number;
  total: number;
}

export interface EngineInfo {
  model: { id: string; version: string; sha256: Record<string, string>; parameters: number };
  /** Measured after training: the score from which a finding counts, and below which the verdict is REVIEW. */
  calibration: { threshold: number; reviewBelow: number };
  device: { kind: 'webgpu' | 'cpu'; vendor: string; architecture: string; description: string };
}

export interface Engine {
  readonly info: EngineInfo;
  ask(photo: Photo, options: AskOptions): Promise<Answer>;
  /** Releases every GPU object. */
  dispose(): void;
}
