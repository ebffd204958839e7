import { VERDICTS } from '../dataset';
import { DatasetBuilder, type Found, type FoundPhoto, type OpenPhoto } from './build';
import { FormatError } from './errors';
import {
  integer,
  isObject,
  list,
  listOrNone,
  maybe,
  number,
  object,
  oneOf,
  parseJson,
  text,
} from './json-read';
import type { JsonObject } from './json-read';
import { LIMITS } from './limits';
import type { Decoded } from './types';

/**
 * Reads a COCO detection file and, if given, a results list about its images. Tolerates missing area, iscrowd
 * and segmentation, further keys and ids with gaps or from 0; refuses empty boxes and ids that lead nowhere.
 * A box with a score and no word about its source is taken for a model's.
 */
export function decodeCoco(source: string, results?: string): Decoded {
  const root = object(parseJson(source), 'file');
  const build = new DatasetBuilder();
  const categories = readCategories(root, build);
  const photos = readImages(root, build);
  listOrNone(root.annotations, 'annotations').forEach((entry, index) => {
    const at = `annotations[${index}]`;
    const annotation = object(entry, at);
    if (annotation.iscrowd === 1) return build.warnings.add('crowd-skipped', { at });
    readBox(annotation, at, build, photos, categories);
  });
  if (results !== undefined) {
    list(parseJson(results), 'results').forEach((entry, index) => {
      const at = `results[${index}]`;
      const result = object(entry, at);
      number(result.score, `${at}.score`);
      readBox(result, at, build, photos, categories);
    });
  }
  return build.done();
}

function readCategories(root: JsonObject, build: DatasetBuilder): Map<number, string> {
  const categories = new Map<number, string>();
  list(root.categories, 'categories', LIMITS.categories).forEach((entry, index) => {
    const at = `categories[${index}]`;
    const category = object(entry, at);
    const id = integer(category.id, `${at}.id`);
    if (categories.has(id)) throw new FormatError('duplicate-id', { at, id });
    categories.set(id, build.category(text(category.name, `${at}.name`), at));
  });
  return categories;
}

function readImages(root: JsonObject, build: DatasetBuilder): Map<number, OpenPhoto> {
  const photos = new Map<number, OpenPhoto>();
  list(root.images, 'images', LIMITS.photos).forEach((entry, index) => {
    const at = `images[${index}]`;
    const image = object(entry, at);
    const id = integer(image.id, `${at}.id`);
    if (photos.has(id)) throw new FormatError('duplicate-id', { at, id });
    const attributes = isObject(image.attributes) ? image.attributes : {};
    const name = maybe(text, attributes.name, `${at}.attributes.name`);
    photos.set(
      id,
      build.photo(
        {
          name: name ?? text(image.file_name, `${at}.file_name`),
          width: integer(image.width, `${at}.width`),
          height: integer(image.height, `${at}.height`),
          ...readReview(attributes, at),
        },
        at,
      ),
    );
  });
  return photos;
}

function readReview(attributes: JsonObject, at: string): Partial<FoundPhoto> {
  const verdict = oneOf(VERDICTS, attributes.verdict);
  const comment = maybe(
    (value, where) => text(value, where, LIMITS.comment),
    attributes.comment,
    `${at}.attributes.comment`,
  );
  const reviewMs = maybe(integer, attributes.review_ms, `${at}.attributes.review_ms`);
  return {
    ...(typeof attributes.reviewed === 'boolean' && { reviewed: attributes.reviewed }),
    ...(verdict && { verdict }),
    ...(comment !== undefined && { comment }),
    ...(reviewMs !== undefined && { reviewMs }),
  };
}

function readBox(
  entry: JsonObject,
  at: string,
  build: DatasetBuilder,
  photos: ReadonlyMap<number, OpenPhoto>,
  categories: ReadonlyMap<number, string>,
): void {
  const imageId = integer(entry.image_id, `${at}.image_id`);
  const categoryId = integer(entry.category_id, `${at}.category_id`);
  const photo = photos.get(imageId);
  const label = categories.get(categoryId);
  if (!photo) throw new FormatError('unknown-id', { at: `${at}.image_id`, id: imageId });
  if (label === undefined) throw new FormatError('unknown-id', { at: `${at}.category_id`, id: categoryId });
  const bbox = list(entry.bbox, `${at}.bbox`);
  if (bbox.length !== 4) throw new FormatError('schema', { at: `${at}.bbox`, expected: '4 numbers' });
  const [x, y, width, height] = bbox.map((value) => number(value, `${at}.bbox`));
  if (!(width > 0 && height > 0)) throw new FormatError('bad-box', { at });
  const box = { x0: x, y0: y, x1: x + width, y1: y + height };
  build.box(photo, box, { label, ...readFound(entry, at) }, at);
}

function readFound(entry: JsonObject, at: string): Omit<Found, 'label'> {
  const attributes = isObject(entry.attributes) ? entry.attributes : {};
  return {
    id: maybe(text, attributes.box_id, `${at}.attributes.box_id`),
    score: maybe(number, entry.score, `${at}.score`),
    source: oneOf(['model', 'human'], attributes.source),
    status: oneOf(['open', 'accepted', 'rejected', 'corrected', 'added'], attributes.status),
    link: maybe(text, attributes.link, `${at}.attributes.link`),
  };
}
