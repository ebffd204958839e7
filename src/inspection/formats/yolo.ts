import type { Box, Size } from '../box';
import type { Dataset } from '../dataset';
import { prepare, type PreparedPhoto } from './prepare';
import type { EncodeOptions, Files, Loss } from './types';
import { quoteYaml } from './yaml';

/**
 * YOLO, as Ultralytics and Roboflow have it: a text a photo with `class cx cy w h`, relative to the photo, six
 * decimals; empty for a good part. Predictions (`selection: 'predicted'`) have their score as sixth column.
 * The photos' own files belong at images/, under the names of prepare.exportedNames.
 * `photos.json` is ours: YOLO knows neither sizes nor names.
 *
 * Loss: centre and size are each off by at most 0.5e-6 of the side, so an edge by 0.75e-6, and by 1e-6 where a
 * box is kept from reaching beyond the photo. Holds for boxes of at least 3e-6 of the side.
 */
export const YOLO_LOSS: Loss = { pixels: 1e-9, share: 1e-6, drops: ['id', 'score', 'provenance', 'review'] };

const UNITS = 1_000_000;

export interface YoloOptions extends EncodeOptions {
  /** Every n-th photo goes to val/; none if not given. */
  valEvery?: number;
}

export function encodeYolo(dataset: Dataset, options: YoloOptions = {}): Files {
  const { photos, labels } = prepare(dataset, options.selection);
  const files = new Map<string, string>();
  const splits = photos.map((_, index) =>
    options.valEvery && (index + 1) % options.valEvery === 0 ? 'val' : 'train',
  );
  files.set('data.yaml', dataYaml(labels, splits.includes('val') ? 'val' : 'train'));
  files.set('photos.json', photosJson(photos, splits));
  const ids = new Map(labels.map((label, index) => [label, index]));
  photos.forEach((photo, index) => {
    const lines = photo.boxes.map((box) => {
      const numbers = boxToYolo(box, photo).map((value) => value.toFixed(6));
      const score = options.selection === 'predicted' ? [(box.score ?? 1).toFixed(6)] : [];
      return `${[ids.get(box.label), ...numbers, ...score].join(' ')}\n`;
    });
    files.set(`labels/${splits[index]}/${photo.stem}.txt`, lines.join(''));
  });
  return files;
}

function dataYaml(labels: readonly string[], val: string): string {
  const names = labels.map((label, index) => `  ${index}: ${quoteYaml(label)}\n`);
  const head = `path: .\ntrain: images/train\nval: images/${val}\nnc: ${labels.length}\n`;
  return `${head}names:${names.length ? `\n${names.join('')}` : ' []\n'}`;
}

function photosJson(photos: readonly PreparedPhoto[], splits: readonly string[]): string {
  const entries = photos.map(({ name, width, height, file }, index) => ({
    file: `images/${splits[index]}/${file}`,
    name,
    width,
    height,
  }));
  return `${JSON.stringify(entries, null, 1)}\n`;
}

/** Centre and size as shares of the photo, whole millionths, at least one, never beyond the photo. */
export function boxToYolo(box: Box, photo: Size): [cx: number, cy: number, w: number, h: number] {
  const [cx, w] = axis(box.x0, box.x1, photo.width);
  const [cy, h] = axis(box.y0, box.y1, photo.height);
  return [cx, cy, w, h];
}

function axis(from: number, to: number, side: number): [centre: number, size: number] {
  const centre = Math.min(UNITS - 1, Math.max(1, Math.round(((from + to) / 2 / side) * UNITS)));
  const size = Math.max(1, Math.round(((to - from) / side) * UNITS));
  // Stays inside for every reader: a strict one refuses a box that sticks out by half a millionth.
  return [centre / UNITS, Math.min(size, 2 * centre, 2 * (UNITS - centre)) / UNITS];
}
