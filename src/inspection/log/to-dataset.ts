import type { Dataset, DatasetBox, DatasetPhoto } from '../dataset';
import type { BoxDecision, LogBox } from './bodies';
import type { PhotoRecord } from './projection';

/**
 * The log's photos as what the export formats take. Left out: photos without an import entry (their size is
 * unknown) and regions that the answer did not take up. `categories` come from the defect book.
 */
export function toDataset(records: readonly PhotoRecord[], categories: readonly string[]): Dataset {
  const photos = records.flatMap((record) => photoOf(record) ?? []);
  const used = photos.flatMap((photo) => photo.boxes.map((box) => box.label));
  return { photos, categories: [...new Set([...categories, ...used])] };
}

function photoOf({ image, infer, decision, prediction, final }: PhotoRecord): DatasetPhoto | null {
  if (!image) return null;
  const { name, width, height } = image;
  const verdict = decision?.part ?? infer?.verdict ?? undefined;
  const decided = new Map(decision?.per_box.map((one) => [one.predicted_id, one]));
  const model = prediction.filter((box) => box.score_kind !== 'region');
  return {
    name,
    width,
    height,
    reviewed: final !== null,
    ...(verdict && { verdict }),
    ...(decision?.comment && { comment: decision.comment }),
    ...(decision && { reviewMs: Math.round(decision.review_ms) }),
    boxes: [
      ...model.map((box) => modelBox(box, decided.get(box.id))),
      ...(decision?.per_box.flatMap((one) => humanBox(one) ?? []) ?? []),
    ],
  };
}

/** A box below the threshold that a person took over as it was. */
const adopted = ({ action, predicted_id, iou, before, after }: BoxDecision) =>
  action === 'added' && predicted_id !== null && iou === 1 && before?.label === after?.label;

function modelBox({ x0, y0, x1, y1, ...box }: LogBox, decision: BoxDecision | undefined): DatasetBox {
  const { id, label, score } = box;
  return { id, label, x0, y0, x1, y1, score, source: 'model', status: statusOf(decision) };
}

function statusOf(decision: BoxDecision | undefined): DatasetBox['status'] {
  if (!decision) return 'open';
  if (decision.action === 'kept' || adopted(decision)) return 'accepted';
  return decision.action === 'deleted' ? 'rejected' : 'corrected';
}

/** The person's own box: one added, or the correction of the model's. */
function humanBox(decision: BoxDecision): DatasetBox | null {
  const { box_id, predicted_id, action, after } = decision;
  if (!after || action === 'kept' || adopted(decision)) return null;
  const { x0, y0, x1, y1, label } = after;
  const box = { label, x0, y0, x1, y1, source: 'human' } as const;
  if (predicted_id === null) return { ...box, id: box_id, status: 'added' };
  return { ...box, id: `${predicted_id}.corrected`, status: 'corrected', link: predicted_id };
}
