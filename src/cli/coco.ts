/** COCO folders as in shared/data: annotations.json beside images/. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '../engine/api';
import { UsageError } from './open';

export interface CocoImage {
  file: string;
  path: string;
  /** True boxes, in pixels of the image as stored. */
  boxes: Box[];
}

interface CocoJson {
  images: { id: number; file_name: string; split?: string }[];
  annotations: { image_id: number; bbox: [number, number, number, number]; iscrowd?: number }[];
}

/**
 * Images in the file's order.
 * @param split keeps only images of that split
 * @param limit keeps the first so many
 * @throws UsageError when the folder is no COCO folder
 */
export function readCoco(folder: string, split?: string, limit?: number): CocoImage[] {
  const file = join(folder, 'annotations.json');
  if (!existsSync(file)) throw new UsageError(`${file} does not exist`);
  const json = JSON.parse(readFileSync(file, 'utf8')) as CocoJson;
  if (!Array.isArray(json.images) || !Array.isArray(json.annotations))
    throw new UsageError(`${file} is not COCO`);
  const boxes = new Map<number, Box[]>(json.images.map(({ id }) => [id, []]));
  for (const {
    image_id,
    bbox: [x, y, w, h],
    iscrowd,
  } of json.annotations) {
    if (!iscrowd) boxes.get(image_id)?.push({ x0: x, y0: y, x1: x + w, y1: y + h });
  }
  return json.images
    .filter((image) => split === undefined || image.split === split)
    .slice(0, limit)
    .map(({ id, file_name }) => {
      const inImages = join(folder, 'images', file_name);
      return {
        file: file_name,
        path: existsSync(inImages) ? inImages : join(folder, file_name),
        boxes: boxes.get(id)!,
      };
    });
}
