import type { Dataset, DatasetBox } from '../dataset';
import { prepare, type PreparedPhoto } from './prepare';
import type { EncodeOptions, Loss } from './types';
import { branch, leaf, writeXml, type XmlOut } from './xml-write';

/**
 * CVAT for images 1.1. Boxes in float pixels; score, status and links are attributes declared with each label,
 * what is about the whole photo is a tag. Goes to CVAT as annotations.xml, photos under images/.
 * Loss: four decimals, so half of 1e-4 pixel an edge (CVAT itself writes two).
 */
export const CVAT_LOSS: Loss = { pixels: 0.5e-4 + 1e-9, share: 0, drops: [] };

/** Label of the tag that carries verdict, comment and review time. */
export const PHOTO_TAG = 'lynx:photo';

const DECIMALS = 4;
const BOX_ATTRIBUTES = ['box_id', 'status', 'score', 'link'];
const PHOTO_ATTRIBUTES = ['name', 'reviewed', 'verdict', 'comment', 'review_ms'];

export function encodeCvat(dataset: Dataset, options: EncodeOptions = {}): string {
  const { photos, labels } = prepare(dataset, options.selection);
  // CVAT counts images in the order of their names; they stand here in ours.
  const ranks = new Map(
    photos
      .map((photo) => photo.file)
      .sort()
      .map((file, rank) => [file, rank]),
  );
  const dates =
    options.date === undefined ? [] : [leaf('created', options.date), leaf('updated', options.date)];
  const task = branch(
    'task',
    leaf('id', 0),
    leaf('name', 'LynX Inspect'),
    leaf('size', photos.length),
    leaf('mode', 'annotation'),
    leaf('overlap', 0),
    leaf('flipped', 'False'),
    ...dates,
    branch(
      'labels',
      ...labels.map((name) => declaration(name, 'rectangle', BOX_ATTRIBUTES)),
      declaration(PHOTO_TAG, 'tag', PHOTO_ATTRIBUTES),
    ),
  );
  const dumped = options.date === undefined ? [] : [leaf('dumped', options.date)];
  const root = branch(
    'annotations',
    leaf('version', '1.1'),
    branch('meta', task, ...dumped),
    ...photos.map((photo) => imageOf(photo, ranks.get(photo.file)!)),
  );
  return writeXml(root, true);
}

function declaration(name: string, type: string, attributes: readonly string[]): XmlOut {
  const declared = attributes.map((attribute) =>
    branch(
      'attribute',
      leaf('name', attribute),
      leaf('mutable', 'False'),
      leaf('input_type', 'text'),
      leaf('default_value', ''),
      leaf('values', ''),
    ),
  );
  return branch('label', leaf('name', name), leaf('type', type), branch('attributes', ...declared));
}

function imageOf(photo: PreparedPhoto, id: number): XmlOut {
  const tag: XmlOut = {
    name: 'tag',
    attributes: { label: PHOTO_TAG, source: 'manual' },
    children: attributes({
      name: photo.name === photo.file ? undefined : photo.name,
      reviewed: String(photo.reviewed),
      verdict: photo.verdict,
      comment: photo.comment,
      review_ms: photo.reviewMs,
    }),
  };
  return {
    name: 'image',
    attributes: { id, name: photo.file, width: photo.width, height: photo.height },
    children: [...photo.boxes.map(boxOf), tag],
  };
}

function boxOf(box: DatasetBox): XmlOut {
  const edge = (value: number) => value.toFixed(DECIMALS);
  return {
    name: 'box',
    attributes: {
      label: box.label,
      source: box.source === 'model' ? 'auto' : 'manual',
      occluded: 0,
      xtl: edge(box.x0),
      ytl: edge(box.y0),
      xbr: edge(box.x1),
      ybr: edge(box.y1),
      z_order: 0,
    },
    children: attributes({ box_id: box.id, status: box.status, score: box.score, link: box.link }),
  };
}

const attributes = (values: Readonly<Record<string, string | number | undefined>>): XmlOut[] =>
  Object.entries(values).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name: 'attribute', attributes: { name }, text }],
  );
