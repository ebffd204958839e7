/** What each kind of log entry says. Names are those of the file: snake_case, stable, read by others. */
import type { Box } from '../box';

export type LogVerdict = 'pass' | 'fail' | 'review';
export type LogLanguage = 'ja' | 'en';

export interface ImageInfo {
  /** The photo's identity everywhere else in the log: `image_ref`. */
  sha256_of_file_bytes: string;
  sha256_of_upright_rgba: string;
  name: string;
  bytes: number;
  mime: string;
  /** Upright pixels: the frame of every box. */
  width: number;
  height: number;
  /** 1..8 as in EXIF; 1 where the file says nothing. */
  exif_orientation: number;
  captured_at?: string;
  source: 'file' | 'camera' | 'paste' | 'share' | 'sample';
}

export interface ImportBody {
  type: 'import';
  image: ImageInfo;
}

/** A box as the model gave it. Never changed afterwards: a correction is a decision that names its id. */
export interface LogBox extends Box {
  id: string;
  label: string;
  /** 0..1 */
  score: number;
  score_kind: 'calibrated' | 'token-probability' | 'region';
  /** Step of the answer that names the box; absent for a region that no step took up. */
  step_index?: number;
  /** First and one past the last token of the box. */
  token_span?: [number, number];
}

export interface LogStep {
  index: number;
  kind: string;
  text: string;
  box_ids: string[];
}

export interface InferBody {
  type: 'infer';
  image_ref: string;
  model: {
    id: string;
    version: string;
    /** Every file of the model, by name. */
    files_sha256: Record<string, string>;
    adapter_id?: string;
    adapter_sha256?: string;
  };
  backend: { kind: 'webgpu' | 'cpu'; vendor: string; architecture: string; description: string };
  prompt: { text: string; lang: LogLanguage };
  /** 1: base model answered, 0: visual grounding. */
  alpha: number;
  raw_output: { text: string; tokens: number[] };
  steps: LogStep[];
  /** All of them, also those below the threshold. */
  boxes: LogBox[];
  verdict: LogVerdict | null;
  experts: { block: number; counts: number[] }[];
  timing_ms: Record<string, number>;
  threshold_at_view: number;
  parse_warnings: string[];
}

/** A box as a person left it. */
export interface FinalBox extends Box {
  id: string;
  label: string;
}

/** The most telling thing done to a box; `before` and `after` say the whole. */
export type BoxAction = 'kept' | 'moved' | 'resized' | 'relabelled' | 'deleted' | 'added';

export interface BoxDecision {
  box_id: string;
  /** The model's box behind it; null for one the model never saw. */
  predicted_id: string | null;
  action: BoxAction;
  before: (Box & { label: string }) | null;
  after: (Box & { label: string }) | null;
  /** Between before and after; 0 where one is missing. */
  iou: number;
}

/** 過検出 / 見逃し / 位置ずれ / ラベル違い / 画質不良 / その他 */
export type ReasonCode = 'false-alarm' | 'missed' | 'misplaced' | 'wrong-label' | 'bad-photo' | 'other';
export type DecisionVerdict = 'accept' | 'reject' | 'correct' | 'skip';

export interface DecisionBody {
  type: 'decision';
  image_ref: string;
  /** `event_id` of the infer entry that was judged; null where a person judged without the model. */
  infer_ref: string | null;
  verdict: DecisionVerdict;
  /** What the person says of the part; null where they did not (skip, reject without a reason). */
  part: 'pass' | 'fail' | null;
  per_box: BoxDecision[];
  /** The boxes that are true in the person's eyes; null where that stays unknown: no training on it. */
  boxes: FinalBox[] | null;
  missed_added: number;
  threshold: number;
  reason_code?: ReasonCode;
  comment?: string;
  review_ms: number;
  ai_visible_before_decision: boolean;
  /** `event_id` of the decision that this one takes back. */
  undo_of?: string;
}

export interface AdaptMetrics {
  site_holdout: Record<string, number>;
  retention: Record<string, number>;
}

export interface AdaptBody {
  type: 'adapt';
  set_manifest_hash: string;
  base_weights_sha256: string;
  adapter_before: string | null;
  adapter_after: string;
  hyperparameters: Record<string, number | string>;
  /** Loss, step by step. */
  curve: number[];
  metrics_before: AdaptMetrics;
  metrics_after: AdaptMetrics;
  duration_ms: number;
  promoted: boolean;
}

export const SYSTEM_EVENTS = [
  'start',
  'model-load',
  'device-lost',
  'quota',
  'update',
  'export',
  'backup',
  'restore',
  'delete',
  'clock-jump',
  'book-change',
] as const;
export type SystemEvent = (typeof SYSTEM_EVENTS)[number];

export interface SystemBody {
  type: 'system';
  event: SystemEvent;
  detail: Record<string, string | number | boolean>;
}

export type EntryBody = ImportBody | InferBody | DecisionBody | AdaptBody | SystemBody;
export type EntryType = EntryBody['type'];
