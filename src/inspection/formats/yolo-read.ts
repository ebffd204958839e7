import type { Box, Size } from '../box';
import { around, DatasetBuilder } from './build';
import { FormatError } from './errors';
import { split } from './file-names';
import { integer, list, object, parseJson, text } from './json-read';
import { checkLength, LIMITS } from './limits';
import type { Decoded, DecodeOptions, Files } from './types';
import { xmlNumber as decimal } from './xml-read';
import { readDataYaml } from './yaml';

interface Known extends Size {
  name: string;
}

/**
 * Reads labels and data.yaml (or classes.txt). Sizes come from our photos.json or from `options.sizes`, by path
 * or name of the photo; without one, a photo is left out with a warning. A missing label file is no box; a
 * sixth column is a score; more columns are a polygon, of which the box around it is taken.
 */
export function decodeYolo(files: Files, options: DecodeOptions = {}): Decoded {
  const build = new DatasetBuilder();
  const names = readNames(files, build);
  const labels = new Map<string, [path: string, text: string]>();
  for (const [path, content] of files) {
    if (!isLabel(path)) continue;
    checkLength(content);
    const key = keyOf(path, 'labels');
    if (labels.has(key)) throw new FormatError('duplicate-id', { at: path, id: key });
    labels.set(key, [path, content]);
  }
  for (const [key, known] of readSizes(files, options)) {
    const [path, content] = labels.get(key) ?? [known.name, ''];
    labels.delete(key);
    readPhoto(known, path, content, names, build);
  }
  for (const [path] of labels.values()) build.warnings.add('no-size', { name: path });
  return build.done();
}

const NOT_LABELS = /(^|\/)(classes|train|val|test|readme[^/]*|requirements)\.txt$/i;
const isLabel = (path: string): boolean => path.endsWith('.txt') && !NOT_LABELS.test(path);

/** "x/images/train/a.jpg" and "x/labels/train/a.txt" are both "train/a". */
function keyOf(path: string, folder: 'images' | 'labels'): string {
  const parts = path.replaceAll('\\', '/').split('/');
  const at = parts.lastIndexOf(folder);
  return split(parts.slice(at + 1).join('/')).stem;
}

function readNames(files: Files, build: DatasetBuilder): string[] {
  const yaml = [...files].find(([path]) => /(^|\/)[^/]*\.ya?ml$/i.test(path));
  const classes = [...files].find(([path]) => /(^|\/)classes\.txt$/i.test(path));
  if (!yaml && !classes) throw new FormatError('no-file', { name: 'data.yaml' });
  if (yaml) {
    const { names, nc } = readDataYaml(yaml[1]);
    if (nc !== undefined && nc !== names.length)
      build.warnings.add('class-count', { nc, names: names.length });
    return names.map((name, index) => build.category(name, `${yaml[0]}: names[${index}]`));
  }
  const lines = classes![1].split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.map((line, index) => build.category(line.trim(), `classes.txt: ${index + 1}`));
}

function readSizes(files: Files, options: DecodeOptions): Map<string, Known> {
  const known = new Map<string, Known>();
  const ours = [...files].find(([path]) => /(^|\/)photos\.json$/.test(path));
  if (ours) {
    list(parseJson(ours[1]), 'photos.json', LIMITS.photos).forEach((entry, index) => {
      const at = `photos.json[${index}]`;
      const { file, name, width, height } = object(entry, at);
      known.set(keyOf(text(file, `${at}.file`), 'images'), {
        name: text(name, `${at}.name`),
        width: integer(width, `${at}.width`),
        height: integer(height, `${at}.height`),
      });
    });
  }
  for (const [path, size] of options.sizes ?? []) {
    const key = keyOf(path, 'images');
    if (!known.has(key)) known.set(key, { name: path.split('/').at(-1)!, ...size });
  }
  return known;
}

function readPhoto(
  known: Known,
  path: string,
  content: string,
  names: string[],
  build: DatasetBuilder,
): void {
  const lines = content.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const rows = lines.map((line) => (line.trim() === '' ? [] : line.trim().split(/[ \t]+/)));
  const photo = build.photo(known, path);
  rows.forEach((row, index) => {
    if (row.length === 0) return;
    const at = `${path}:${index + 1}`;
    const [id, ...numbers] = row.map((cell) => decimal(cell, at));
    const label = names[id];
    if (label === undefined) throw new FormatError('unknown-id', { at, id });
    const polygon = numbers.length >= 6 && numbers.length % 2 === 0;
    if (polygon) build.warnings.add('polygon-boxed', { at });
    else if (numbers.length !== 4 && numbers.length !== 5)
      throw new FormatError('schema', { at, expected: '5 or 6 columns' });
    const box = polygon ? around(pairs(numbers)) : boxOf(numbers, at);
    build.box(photo, times(box, known), { label, score: polygon ? undefined : numbers[4] }, at);
  });
}

function boxOf([cx, cy, w, h]: number[], at: string): Box {
  if (!(w > 0 && h > 0)) throw new FormatError('bad-box', { at });
  return { x0: cx - w / 2, y0: cy - h / 2, x1: cx + w / 2, y1: cy + h / 2 };
}

const pairs = (numbers: number[]): number[][] =>
  numbers.flatMap((value, index) => (index % 2 ? [] : [[value, numbers[index + 1]]]));

const times = (box: Box, { width, height }: Size): Box => ({
  x0: box.x0 * width,
  y0: box.y0 * height,
  x1: box.x1 * width,
  y1: box.y1 * height,
});
