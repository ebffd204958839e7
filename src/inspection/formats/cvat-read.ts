import { VERDICTS } from '../dataset';
import { DatasetBuilder, turned, type FoundPhoto } from './build';
import { PHOTO_TAG } from './cvat';
import { FormatError } from './errors';
import { oneOf } from './json-read';
import type { Decoded } from './types';
import { child, childrenOf, readXml, xmlNumber, type XmlElement } from './xml-read';

/**
 * Reads task, job and project exports of CVAT for images 1.1. Shapes other than boxes, tags and tracks of
 * videos are left out with a warning; a turned box becomes the upright one around it.
 */
export function decodeCvat(source: string): Decoded {
  const root = readXml(source);
  if (root.name !== 'annotations')
    throw new FormatError('schema', { at: root.name, expected: '<annotations>' });
  const build = new DatasetBuilder();
  readLabels(root, build);
  for (const element of root.children) {
    if (element.name === 'image') readImage(element, build);
    else if (element.name === 'track') build.warnings.add('shape-skipped', { at: 'track' });
  }
  return build.done();
}

function readLabels(root: XmlElement, build: DatasetBuilder): void {
  const meta = child(root, 'meta');
  for (const work of meta?.children ?? []) {
    for (const label of childrenOf(child(work, 'labels') ?? work, 'label')) {
      const name = child(label, 'name')?.text ?? '';
      if (name !== PHOTO_TAG) build.category(name, 'meta: labels');
    }
  }
}

function readImage(image: XmlElement, build: DatasetBuilder): void {
  const file = image.attributes.get('name') ?? '';
  const side = (name: string) => xmlNumber(image.attributes.get(name), `${file}: ${name}`);
  const tag = childrenOf(image, 'tag').find((each) => each.attributes.get('label') === PHOTO_TAG);
  const photo = build.photo(
    { name: file, width: side('width'), height: side('height'), ...(tag && readTag(tag, file)) },
    file,
  );
  image.children.forEach((shape, index) => {
    const at = `${file}: ${shape.name} ${index + 1}`;
    if (shape === tag) return;
    if (shape.name !== 'box') return build.warnings.add('shape-skipped', { at });
    const edge = (name: string) => xmlNumber(shape.attributes.get(name), `${at}: ${name}`);
    const box = { x0: edge('xtl'), y0: edge('ytl'), x1: edge('xbr'), y1: edge('ybr') };
    const rotation = shape.attributes.has('rotation') ? edge('rotation') : 0;
    if (rotation !== 0) {
      if (!(box.x1 > box.x0 && box.y1 > box.y0)) throw new FormatError('bad-box', { at });
      build.warnings.add('rotation-boxed', { at });
    }
    const upright =
      rotation === 0 ? box : turned(box, rotation, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
    const values = attributesOf(shape);
    const score = values.get('score');
    build.box(
      photo,
      upright,
      {
        label: shape.attributes.get('label') ?? '',
        id: values.get('box_id'),
        status: values.get('status'),
        link: values.get('link'),
        source: shape.attributes.get('source') === 'auto' ? 'model' : 'human',
        // Someone else's attribute of that name may be anything.
        score: score?.trim() && values.has('box_id') ? xmlNumber(score, `${at}: score`) : undefined,
      },
      at,
    );
  });
}

function readTag(tag: XmlElement, file: string): Partial<FoundPhoto> {
  const values = attributesOf(tag);
  const verdict = oneOf(VERDICTS, values.get('verdict'));
  const comment = values.get('comment');
  const reviewMs = values.get('review_ms');
  return {
    ...(values.get('name') && { name: values.get('name') }),
    reviewed: values.get('reviewed') !== 'false',
    ...(verdict && { verdict }),
    ...(comment !== undefined && { comment }),
    ...(reviewMs !== undefined && { reviewMs: xmlNumber(reviewMs, `${file}: review_ms`) }),
  };
}

const attributesOf = (element: XmlElement): Map<string, string> =>
  new Map(childrenOf(element, 'attribute').map((each) => [each.attributes.get('name') ?? '', each.text]));
