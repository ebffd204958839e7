import type { Box, Size } from '../box';
import { VERDICTS } from '../dataset';
import { DatasetBuilder, turned, type Found } from './build';
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
import { labelsInConfig } from './label-config';
import { LIMITS } from './limits';
import type { Decoded, DecodeOptions } from './types';

interface Mark {
  box: Box;
  found: Found;
  at: string;
}

export interface LabelStudioDecodeOptions extends DecodeOptions {
  /** The labelling configuration, for its labels and their order. */
  config?: string;
}

/** What some results say, whoever said it. */
interface Said {
  marks: Mark[];
  verdict?: (typeof VERDICTS)[number];
  comment?: string;
}

/**
 * Reads tasks as Label Studio exports and imports them (also with the old `completions`). Of several
 * annotations of a task, the ground truth counts, else the last that was not cancelled. An annotated box equal
 * to a predicted one is that prediction, accepted. A turned box becomes the upright one around it.
 */
export function decodeLabelStudio(source: string, options: LabelStudioDecodeOptions = {}): Decoded {
  const build = new DatasetBuilder();
  const labels = options.config === undefined ? [] : labelsInConfig(options.config);
  for (const label of labels) build.category(label, 'labelling configuration');
  list(parseJson(source), 'file', LIMITS.photos).forEach((entry, index) => {
    readTask(object(entry, `[${index}]`), `[${index}]`, build, options);
  });
  return build.done();
}

function readTask(task: JsonObject, at: string, build: DatasetBuilder, options: DecodeOptions): void {
  const data = object(task.data, `${at}.data`);
  const name = nameOf(data, at);
  const predictions = listOrNone(task.predictions, `${at}.predictions`).map((each, i) =>
    object(each, `${at}.predictions[${i}]`),
  );
  const key = task.annotations === undefined ? 'completions' : 'annotations';
  const annotations = listOrNone(task[key], `${at}.${key}`).map((each, i) =>
    object(each, `${at}.${key}[${i}]`),
  );
  const size = sizeOf(data, [...annotations, ...predictions], at) ?? options.sizes?.get(name);
  if (!size) return build.warnings.add('no-size', { name });
  const chosen = choose(annotations);
  if (annotations.length > (chosen ? 1 : 0)) build.warnings.add('annotation-skipped', { at });
  const said = predictions.map((each, i) =>
    readResults(each, size, 'model', `${at}.predictions[${i}]`, build),
  );
  const decided = chosen && readResults(chosen, size, 'human', `${at}.${key}`, build);
  const sources = [...(decided ? [decided] : []), ...said];
  const verdict = sources.find((each) => each.verdict)?.verdict;
  const comment = sources.find((each) => each.comment !== undefined)?.comment;
  const lead = maybe(number, chosen?.lead_time, `${at}.lead_time`);
  const photo = build.photo(
    {
      name,
      ...size,
      reviewed: chosen !== undefined && chosen.was_cancelled !== true,
      ...(verdict && { verdict }),
      ...(comment !== undefined && { comment }),
      ...(lead !== undefined && lead >= 0 && { reviewMs: Math.round(lead * 1000) }),
    },
    at,
  );
  const marks = merge(
    said.flatMap((each) => each.marks),
    decided?.marks ?? [],
  );
  for (const mark of marks) build.box(photo, mark.box, mark.found, mark.at);
}

function nameOf(data: JsonObject, at: string): string {
  const url = data.image ?? Object.values(data).find((value) => typeof value === 'string');
  const name = maybe(text, data.name, `${at}.data.name`);
  if (name !== undefined) return name;
  const last = text(url, `${at}.data.image`, LIMITS.text)
    .split(/[/\\]|\?d=/)
    .at(-1)!;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** From the data, else from any result: each carries the size of its photo. */
function sizeOf(data: JsonObject, works: readonly JsonObject[], at: string): Size | undefined {
  const results = works.flatMap((work) => listOrNone(work.result, `${at}.result`));
  const bearer = results.find((result) => isObject(result) && result.original_width != null);
  const [width, height] = isObject(bearer)
    ? [bearer.original_width, bearer.original_height]
    : [data.width, data.height];
  if (width == null || height == null) return undefined;
  return { width: integer(width, `${at}: width`), height: integer(height, `${at}: height`) };
}

/** Ours, put aside, has boxes that say so; anyone else's cancelled work does not count. */
function choose(annotations: readonly JsonObject[]): JsonObject | undefined {
  const valid = annotations.filter((each) => each.was_cancelled !== true);
  const truth = valid.find((each) => each.ground_truth === true);
  return (
    truth ?? valid.at(-1) ?? (annotations.length === 1 && isOurs(annotations[0]) ? annotations[0] : undefined)
  );
}

const isOurs = (work: JsonObject): boolean =>
  Array.isArray(work.result) &&
  (work.result.length === 0
    ? work.lead_time !== undefined
    : work.result.every((each) => isObject(each) && lynx(each)));

const lynx = (result: JsonObject): JsonObject | undefined =>
  isObject(result.meta) && isObject(result.meta.lynx) ? result.meta.lynx : undefined;

function readResults(work: JsonObject, size: Size, source: string, at: string, build: DatasetBuilder): Said {
  const said: Said = { marks: [] };
  listOrNone(work.result, `${at}.result`).forEach((entry, index) => {
    const where = `${at}.result[${index}]`;
    const result = object(entry, where);
    const value = object(result.value, `${where}.value`);
    if (result.type === 'rectanglelabels' && !result.image_rotation)
      said.marks.push(readMark(result, value, size, source, where, build));
    else if (result.type === 'choices' && Array.isArray(value.choices))
      said.verdict ??= oneOf(VERDICTS, value.choices[0]);
    else if (result.type === 'textarea' && value.text != null)
      said.comment ??= readComment(value.text, where);
    else build.warnings.add('shape-skipped', { at: where });
  });
  return said;
}

/** A text area may hold several texts. */
function readComment(value: unknown, at: string): string {
  const parts = Array.isArray(value) ? list(value, at) : [value];
  return text(parts.map((part) => text(part, at, LIMITS.comment)).join('\n'), at, LIMITS.comment);
}

function readMark(
  result: JsonObject,
  value: JsonObject,
  size: Size,
  source: string,
  at: string,
  build: DatasetBuilder,
): Mark {
  const [x, y, width, height] = (['x', 'y', 'width', 'height'] as const).map((key, index) => {
    const percent = number(value[key], `${at}.${key}`);
    return (percent / 100) * (index % 2 ? size.height : size.width);
  });
  if (!(width > 0 && height > 0)) throw new FormatError('bad-box', { at });
  const box = { x0: x, y0: y, x1: x + width, y1: y + height };
  const rotation = maybe(number, value.rotation, `${at}.rotation`) ?? 0;
  if (rotation !== 0) build.warnings.add('rotation-boxed', { at });
  const ours = lynx(result) ?? {};
  const found: Found = {
    label: text(list(value.rectanglelabels, `${at}.rectanglelabels`)[0], `${at}.rectanglelabels`),
    id: maybe(text, ours.id ?? result.id, `${at}.id`),
    score: maybe(number, result.score, `${at}.score`),
    source: oneOf(['model', 'human'], ours.source) ?? source,
    status: oneOf(['open', 'accepted', 'rejected', 'corrected', 'added'], ours.status),
    link: maybe(text, ours.link, `${at}.link`),
  };
  return { box: rotation === 0 ? box : turned(box, rotation, x, y), found, at };
}

/** Predictions and annotations as one list: an accepted prediction is in both, and comes out once. */
function merge(predicted: readonly Mark[], annotated: readonly Mark[]): Mark[] {
  const key = ({ box, found }: Mark) => JSON.stringify([found.label, box.x0, box.y0, box.x1, box.y1]);
  const isAccepted = new Set(annotated.filter(({ found }) => found.source === 'human').map(key));
  const known = new Set(predicted.map(({ found }) => found.id));
  const same = new Set(predicted.filter(({ found }) => found.status === undefined).map(key));
  return [
    ...predicted.map((mark) =>
      mark.found.status === undefined && isAccepted.has(key(mark))
        ? { ...mark, found: { ...mark.found, status: 'accepted' } }
        : mark,
    ),
    ...annotated.filter((mark) =>
      mark.found.source === 'model'
        ? !known.has(mark.found.id)
        : mark.found.status !== undefined || !same.has(key(mark)),
    ),
  ];
}
