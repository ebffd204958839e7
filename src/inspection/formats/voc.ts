import type { Box } from '../box';
import type { Dataset } from '../dataset';
import { DatasetBuilder } from './build';
import { FormatError } from './errors';
import { split } from './file-names';
import { prepare, type PreparedPhoto } from './prepare';
import type { Decoded, EncodeOptions, Files, Loss } from './types';
import { child, childrenOf, readXml, xmlNumber, type XmlElement } from './xml-read';
import { branch, leaf, writeXml, type XmlOut } from './xml-write';

/**
 * Pascal VOC: one XML a photo in Annotations/, whole pixels. The original counts from 1 and includes the last
 * pixel; labelImg and others count from 0. We write the original and say so in <source><annotation>.
 * Loss: rounding to pixels, at most half a pixel an edge, up to one where a box would vanish.
 */
export const VOC_LOSS: Loss = {
  pixels: 1,
  share: 0,
  drops: ['id', 'score', 'provenance', 'review', 'unused-categories', 'names'],
};

/** `one`: from 1, last pixel included (VOC). `zero`: from 0, end not included (labelImg). */
export type VocBase = 'one' | 'zero';
const BASES: Readonly<Record<VocBase, string>> = { one: '1-based inclusive', zero: '0-based half-open' };

export interface VocOptions extends EncodeOptions {
  base?: VocBase;
}

export function encodeVoc(dataset: Dataset, options: VocOptions = {}): Files {
  const { photos } = prepare(dataset, options.selection);
  const files = new Map(
    photos.map((photo) => [
      `Annotations/${photo.stem}.xml`,
      writeXml(annotation(photo, options.base ?? 'one')),
    ]),
  );
  const list = photos.map((photo) => `${photo.stem}\n`).join('');
  return files.set('ImageSets/Main/trainval.txt', list);
}

function annotation(photo: PreparedPhoto, base: VocBase): XmlOut {
  return branch(
    'annotation',
    leaf('folder', 'JPEGImages'),
    leaf('filename', photo.file),
    branch('source', leaf('database', 'LynX Inspect'), leaf('annotation', BASES[base])),
    branch('size', leaf('width', photo.width), leaf('height', photo.height), leaf('depth', 3)),
    leaf('segmented', 0),
    ...photo.boxes.map((box) => {
      const { x0, y0, x1, y1 } = wholePixels(box);
      const first = base === 'one' ? 1 : 0;
      return branch(
        'object',
        leaf('name', box.label),
        leaf('pose', 'Unspecified'),
        leaf('truncated', 0),
        leaf('difficult', 0),
        branch(
          'bndbox',
          leaf('xmin', x0 + first),
          leaf('ymin', y0 + first),
          leaf('xmax', x1),
          leaf('ymax', y1),
        ),
      );
    }),
  );
}

/** Half-open still, at least a pixel each way. */
function wholePixels(box: Box): Box {
  const [x0, x1] = axis(box.x0, box.x1);
  const [y0, y1] = axis(box.y0, box.y1);
  return { x0, y0, x1, y1 };
}

function axis(from: number, to: number): [number, number] {
  const [a, b] = [Math.round(from), Math.round(to)];
  return b > a ? [a, b] : [Math.floor(from), Math.floor(from) + 1];
}

/**
 * Reads every XML among the files, in the order of the image set or of their paths. Without our note about it, coordinates are taken
 * to count from 1, unless `base` says otherwise or a file has a 0 in it, which brings a warning.
 */
export function decodeVoc(files: Files, base?: VocBase): Decoded {
  const build = new DatasetBuilder();
  const paths = inOrder(files);
  // An image set without photos is an empty dataset; nothing at all is not.
  if (paths.length === 0 && !imageSet(files)) throw new FormatError('no-file', { name: '*.xml' });
  for (const path of paths) readAnnotation(readXml(files.get(path)!), path, build, base);
  return build.done();
}

const imageSet = (files: Files) =>
  [...files].find(([path]) => /(^|\/)ImageSets\/Main\/trainval\.txt$/.test(path));

/** As the image set lists them, if there is one; else by path. */
function inOrder(files: Files): string[] {
  const lines = imageSet(files)?.[1].split(/\r?\n/) ?? [];
  const ranks = new Map(lines.map((stem, rank) => [stem.trimEnd(), rank]));
  const rank = (path: string) => ranks.get(split(path.split('/').at(-1)!).stem) ?? Infinity;
  const paths = [...files.keys()].filter((path) => /\.xml$/i.test(path)).sort();
  return paths.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function readAnnotation(root: XmlElement, path: string, build: DatasetBuilder, base?: VocBase): void {
  if (root.name !== 'annotation') throw new FormatError('schema', { at: path, expected: '<annotation>' });
  const size = child(root, 'size');
  const side = (name: string) => xmlNumber(size && child(size, name)?.text, `${path}: size.${name}`);
  const name = child(root, 'filename')?.text ?? '';
  const photo = build.photo({ name, width: side('width'), height: side('height') }, path);
  const objects = childrenOf(root, 'object').flatMap((object, index) => {
    const at = `${path}: object ${index + 1}`;
    const bounds = child(object, 'bndbox');
    if (!bounds) build.warnings.add('shape-skipped', { at });
    const edge = (key: string) => xmlNumber(child(bounds!, key)?.text, `${at}: ${key}`);
    const label = child(object, 'name')?.text ?? '';
    return bounds
      ? [{ at, label, min: [edge('xmin'), edge('ymin')], max: [edge('xmax'), edge('ymax')] }]
      : [];
  });
  const first = firstPixel(
    root,
    objects.flatMap(({ min }) => min),
    path,
    build,
    base,
  );
  for (const { at, label, min, max } of objects) {
    const box = { x0: min[0] - first, y0: min[1] - first, x1: max[0], y1: max[1] };
    build.box(photo, box, { label }, at);
  }
}

function firstPixel(
  root: XmlElement,
  mins: number[],
  path: string,
  build: DatasetBuilder,
  base?: VocBase,
): 0 | 1 {
  const source = child(root, 'source');
  const note = source && child(source, 'annotation')?.text;
  if (base) return base === 'one' ? 1 : 0;
  if (note === BASES.zero) return 0;
  if (note === BASES.one || !mins.some((min) => min < 1)) return 1;
  build.warnings.add('zero-based', { at: path });
  return 0;
}
