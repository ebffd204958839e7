import type { Box } from '../box';
import { SYSTEM_EVENTS } from './bodies';
import type {
  AdaptBody,
  AdaptMetrics,
  BoxDecision,
  DecisionBody,
  EntryBody,
  FinalBox,
  ImageInfo,
  ImportBody,
  InferBody,
  LogBox,
  LogStep,
  SystemBody,
} from './bodies';
import { digest, flag, index, isRecord, list, mapOf, moment, nullable, number, oneOf } from './check';
import { optional, shape, text, type Check, type Shape } from './check';
import { SCHEMA, type LogEntry, type Seal, type Stamp } from './entry';

const box: Shape<Box> = { x0: number, y0: number, x1: number, y1: number };
const labelled = shape<Box & { label: string }>({ ...box, label: text });
const verdict = oneOf('pass', 'fail', 'review');
const scalar: Check = (value, at) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? null : `${at} is not a plain value`;

const place = shape<Stamp & Seal>({
  schema: oneOf(SCHEMA),
  seq: index,
  event_id: text,
  time: moment,
  monotonic_ms: number,
  session_id: text,
  device_id: text,
  station: optional(text),
  operator: optional(text),
  app: shape<Stamp['app']>({ version: text, build_sha: text }),
  prev_hash: digest,
  hash: digest,
});

const image = shape<ImageInfo>({
  sha256_of_file_bytes: digest,
  sha256_of_upright_rgba: digest,
  name: text,
  bytes: index,
  mime: text,
  width: index,
  height: index,
  exif_orientation: index,
  captured_at: optional(text),
  source: oneOf('file', 'camera', 'paste', 'share', 'sample'),
});

const logBox = shape<LogBox>({
  ...box,
  id: text,
  label: text,
  score: number,
  score_kind: oneOf('calibrated', 'token-probability', 'region'),
  step_index: optional(index),
  token_span: optional(list(index)),
});

const boxDecision = shape<BoxDecision>({
  box_id: text,
  predicted_id: nullable(text),
  action: oneOf('kept', 'moved', 'resized', 'relabelled', 'deleted', 'added'),
  before: nullable(labelled),
  after: nullable(labelled),
  iou: number,
});

const metrics = shape<AdaptMetrics>({ site_holdout: mapOf(number), retention: mapOf(number) });

const bodies: { [T in EntryBody['type']]: Check } = {
  import: shape<ImportBody>({ type: text, image }),
  infer: shape<InferBody>({
    type: text,
    image_ref: digest,
    model: shape<InferBody['model']>({
      id: text,
      version: text,
      files_sha256: mapOf(text),
      adapter_id: optional(text),
      adapter_sha256: optional(text),
    }),
    backend: shape<InferBody['backend']>({
      kind: oneOf('webgpu', 'cpu'),
      vendor: text,
      architecture: text,
      description: text,
    }),
    prompt: shape<InferBody['prompt']>({ text, lang: oneOf('ja', 'en') }),
    alpha: number,
    raw_output: shape<InferBody['raw_output']>({ text, tokens: list(index) }),
    steps: list(shape<LogStep>({ index, kind: text, text, box_ids: list(text) })),
    boxes: list(logBox),
    verdict: nullable(verdict),
    experts: list(shape<InferBody['experts'][number]>({ block: index, counts: list(number) })),
    timing_ms: mapOf(number),
    threshold_at_view: number,
    parse_warnings: list(text),
  }),
  decision: shape<DecisionBody>({
    type: text,
    image_ref: digest,
    infer_ref: nullable(text),
    verdict: oneOf('accept', 'reject', 'correct', 'skip'),
    part: nullable(oneOf('pass', 'fail')),
    per_box: list(boxDecision),
    boxes: nullable(list(shape<FinalBox>({ ...box, id: text, label: text }))),
    missed_added: index,
    threshold: number,
    reason_code: optional(text),
    comment: optional(text),
    review_ms: number,
    ai_visible_before_decision: flag,
    undo_of: optional(text),
  }),
  adapt: shape<AdaptBody>({
    type: text,
    set_manifest_hash: text,
    base_weights_sha256: text,
    adapter_before: nullable(text),
    adapter_after: text,
    hyperparameters: mapOf(scalar),
    curve: list(number),
    metrics_before: metrics,
    metrics_after: metrics,
    duration_ms: number,
    promoted: flag,
  }),
  system: shape<SystemBody>({ type: text, event: oneOf(...SYSTEM_EVENTS), detail: mapOf(scalar) }),
};

/** Why a value is no entry of this log, or null if it is one. Says nothing about its hash. */
export function entryProblem(value: unknown): string | null {
  const wrong = place(value, 'entry');
  if (wrong) return wrong;
  const type = isRecord(value) ? value.type : null;
  const check =
    typeof type === 'string' && Object.hasOwn(bodies, type) ? bodies[type as EntryBody['type']] : null;
  return check ? check(value, 'entry') : `entry.type ${JSON.stringify(type)} is unknown`;
}

export const isEntry = (value: unknown): value is LogEntry => entryProblem(value) === null;
