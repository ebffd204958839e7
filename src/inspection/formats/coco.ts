import { isSelected, labelsOf, type Dataset, type DatasetBox } from '../dataset';
import { prepare, round, type PreparedPhoto } from './prepare';
import type { EncodeOptions, Loss } from './types';

/**
 * COCO detection JSON. Boxes are [x, y, width, height] in float pixels; ids start at 1 (pycocotools takes an
 * annotation with id 0 for none). What COCO has no place for is in `attributes`, which other readers ignore.
 * Loss: edges rounded to a millionth of a pixel.
 */
export const COCO_LOSS: Loss = { pixels: 0.5e-6 + 1e-9, share: 0, drops: [] };

const DECIMALS = 6;

export function encodeCoco(dataset: Dataset, options: EncodeOptions = {}): string {
  const { photos, labels } = prepare(dataset, options.selection);
  const categoryIds = new Map(labels.map((label, index) => [label, index + 1]));
  let id = 0;
  const annotations = photos.flatMap((photo, index) =>
    photo.boxes.map((box) => ({
      id: ++id,
      image_id: index + 1,
      category_id: categoryIds.get(box.label)!,
      ...geometry(box),
      iscrowd: 0,
      ...(box.score === undefined ? {} : { score: box.score }),
      attributes: {
        box_id: box.id,
        source: box.source,
        status: box.status,
        ...(box.link === undefined ? {} : { link: box.link }),
      },
    })),
  );
  const json = {
    info: {
      description: 'LynX Inspect',
      version: '1.0',
      ...(options.model === undefined ? {} : { contributor: options.model }),
      ...(options.date === undefined
        ? {}
        : { year: Number(options.date.slice(0, 4)), date_created: options.date }),
    },
    licenses: [],
    images: photos.map(imageOf),
    categories: labels.map((name, index) => ({ id: index + 1, name, supercategory: 'defect' })),
    annotations,
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}

/**
 * What the model said, as the bare list that pycocotools' `loadRes` takes. Image and category ids are those of
 * `encodeCoco` of the same dataset and selection.
 */
export function encodeCocoResults(dataset: Dataset, options: EncodeOptions = {}): string {
  const photos = dataset.photos.filter((photo) => isSelected(photo, options.selection ?? 'final'));
  const said = prepare({ photos, categories: labelsOf(dataset) }, 'predicted');
  const results = said.photos.flatMap((photo, index) =>
    photo.boxes.map((box) => ({
      image_id: index + 1,
      category_id: said.labels.indexOf(box.label) + 1,
      bbox: geometry(box).bbox,
      score: box.score ?? 1,
    })),
  );
  return `${JSON.stringify(results)}\n`;
}

function imageOf(photo: PreparedPhoto, index: number) {
  return {
    id: index + 1,
    width: photo.width,
    height: photo.height,
    file_name: photo.file,
    attributes: {
      ...(photo.name === photo.file ? {} : { name: photo.name }),
      reviewed: photo.reviewed,
      ...(photo.verdict === undefined ? {} : { verdict: photo.verdict }),
      ...(photo.comment === undefined ? {} : { comment: photo.comment }),
      ...(photo.reviewMs === undefined ? {} : { review_ms: photo.reviewMs }),
    },
  };
}

function geometry(box: DatasetBox) {
  const [x0, y0, x1, y1] = [box.x0, box.y0, box.x1, box.y1].map((edge) => round(edge, DECIMALS));
  const [width, height] = [round(x1 - x0, DECIMALS), round(y1 - y0, DECIMALS)];
  return {
    bbox: [x0, y0, width, height],
    area: round(width * height, DECIMALS),
    // The four corners: some loaders want a polygon.
    segmentation: [[x0, y0, x1, y0, x1, y1, x0, y1]],
  };
}
