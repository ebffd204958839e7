import { isFinal, type Dataset, type DatasetBox } from '../dataset';
import { CONTROLS, labelConfig } from './label-config';
import { prepare, round, type PreparedPhoto } from './prepare';
import type { EncodeOptions, Files, Loss } from './types';

/**
 * Label Studio: tasks.json and the labelling configuration. What the model said is in `predictions`, what
 * people decided in `annotations`; a prediction is written as it was, also when it was corrected or rejected.
 * Edges are percent of the photo. `meta.lynx` is ours; Label Studio carries `meta` along.
 * Loss: percent with eight decimals, so 0.5e-10 of the side an edge.
 */
export const LABEL_STUDIO_LOSS: Loss = { pixels: 1e-9, share: 0.6e-10, drops: [] };

const DECIMALS = 8;

export interface LabelStudioOptions extends EncodeOptions {
  /** What comes before the file name in `data.image`; by default Label Studio's local storage. */
  imageUrl?: string;
}

export function encodeLabelStudio(dataset: Dataset, options: LabelStudioOptions = {}): Files {
  const { photos, labels } = prepare(dataset, options.selection);
  const tasks = photos.map((photo, index) => taskOf(photo, index + 1, options));
  return new Map([
    ['tasks.json', `${JSON.stringify(tasks, null, 1)}\n`],
    ['label_config.xml', labelConfig(labels)],
  ]);
}

function taskOf(photo: PreparedPhoto, number: number, options: LabelStudioOptions) {
  const { name, width, height, file } = photo;
  const url = options.imageUrl ?? '/data/local-files/?d=images/';
  return {
    data: { image: url + encodeURIComponent(file), name, width, height },
    predictions: predictionsOf(photo, number, options),
    annotations: hasAnnotation(photo) ? [annotationOf(photo, number, options)] : [],
  };
}

/** Also for a photo put aside with something done to it; Label Studio calls such an annotation cancelled. */
const hasAnnotation = (photo: PreparedPhoto): boolean =>
  photo.reviewed || photo.reviewMs !== undefined || photo.boxes.some(isFinal);

const isModels = (box: DatasetBox): boolean => box.source === 'model';

function predictionsOf(photo: PreparedPhoto, number: number, options: EncodeOptions) {
  const boxes = photo.boxes.filter(isModels);
  const verdict = photo.reviewed ? [] : saidOf(photo, `p${number}`);
  const result = [...boxes.map((box, i) => resultOf(box, photo, `p${number}-${i + 1}`)), ...verdict];
  if (result.length === 0) return [];
  const scores = boxes.flatMap((box) => box.score ?? []);
  return [
    {
      model_version: options.model ?? 'LynX Inspect',
      ...(scores.length ? { score: scores.reduce((a, b) => Math.max(a, b)) } : {}),
      result,
    },
  ];
}

function annotationOf(photo: PreparedPhoto, number: number, options: EncodeOptions) {
  // The model's first, as in the predictions: so a second export has them in the same order.
  const boxes = [...photo.boxes.filter(isModels), ...photo.boxes.filter((box) => !isModels(box))].filter(
    isFinal,
  );
  const result = [
    ...boxes.map((box, i) => ({
      ...resultOf(box, photo, `a${number}-${i + 1}`),
      origin:
        box.source === 'model' ? 'prediction' : box.status === 'corrected' ? 'prediction-changed' : 'manual',
    })),
    ...(photo.reviewed ? saidOf(photo, `a${number}`) : []),
  ];
  return {
    result,
    was_cancelled: !photo.reviewed,
    ground_truth: false,
    ...(options.date === undefined ? {} : { created_at: options.date, updated_at: options.date }),
    ...(photo.reviewMs === undefined ? {} : { lead_time: photo.reviewMs / 1000 }),
    result_count: result.length,
  };
}

function resultOf(box: DatasetBox, photo: PreparedPhoto, id: string) {
  const [x0, x1] = [box.x0, box.x1].map((edge) => round((edge / photo.width) * 100, DECIMALS));
  const [y0, y1] = [box.y0, box.y1].map((edge) => round((edge / photo.height) * 100, DECIMALS));
  return {
    ...common(photo, id, CONTROLS.label, 'rectanglelabels'),
    value: {
      x: x0,
      y: y0,
      width: round(x1 - x0, DECIMALS),
      height: round(y1 - y0, DECIMALS),
      rotation: 0,
      rectanglelabels: [box.label],
    },
    ...(box.score === undefined ? {} : { score: box.score }),
    meta: {
      lynx: {
        id: box.id,
        source: box.source,
        status: box.status,
        ...(box.link === undefined ? {} : { link: box.link }),
      },
    },
  };
}

/** Verdict and comment, which are about the whole photo. */
function saidOf(photo: PreparedPhoto, id: string) {
  const { verdict, comment } = photo;
  return [
    ...(verdict === undefined
      ? []
      : [{ ...common(photo, `${id}-v`, CONTROLS.verdict, 'choices'), value: { choices: [verdict] } }]),
    ...(comment === undefined
      ? []
      : [{ ...common(photo, `${id}-r`, CONTROLS.reason, 'textarea'), value: { text: [comment] } }]),
  ];
}

const common = (photo: PreparedPhoto, id: string, control: string, type: string) => ({
  id,
  type,
  from_name: control,
  to_name: CONTROLS.image,
  original_width: photo.width,
  original_height: photo.height,
  image_rotation: 0,
});
