import { boxHeight, boxOf, boxWidth, clip, type Box, type Size } from '../box';
import { isFinal, provenance, type Dataset, type DatasetBox, type DatasetPhoto } from '../dataset';
import { FormatError, Warnings } from './errors';
import { LIMITS, MIN_SIDE } from './limits';
import type { Decoded } from './types';

/** Boxes that reach this far beyond the photo do so by rounding. */
const SLACK = 1e-3;

/** What a decoder found out about a box; anything may be missing. */
export interface Found {
  id?: string;
  label: string;
  score?: number;
  source?: string;
  status?: string;
  link?: string;
}

/** Without a word about `reviewed`, it follows from the boxes: see `done`. */
export type FoundPhoto = Omit<DatasetPhoto, 'boxes' | 'reviewed'> & { reviewed?: boolean };

export type OpenPhoto = FoundPhoto & { boxes: DatasetBox[] };

/** Puts a dataset together from an import, holding every piece to the same rules. */
export class DatasetBuilder {
  readonly warnings = new Warnings();
  readonly #photos: OpenPhoto[] = [];
  readonly #categories = new Set<string>();
  readonly #ids = new Map<OpenPhoto, Set<string>>();
  #boxes = 0;

  category(name: string, at: string): string {
    checkName(name, at);
    if (this.#categories.size >= LIMITS.categories)
      throw new FormatError('too-many', { what: 'categories', limit: LIMITS.categories });
    this.#categories.add(name);
    return name;
  }

  photo(photo: FoundPhoto, at: string): OpenPhoto {
    if (this.#photos.length >= LIMITS.photos)
      throw new FormatError('too-many', { what: 'photos', limit: LIMITS.photos });
    checkName(photo.name, at);
    checkSize(photo, at);
    const open = { ...photo, boxes: [] };
    this.#photos.push(open);
    this.#ids.set(open, new Set());
    return open;
  }

  /** @returns the box, or nothing when it lies beyond the photo */
  box(photo: OpenPhoto, box: Box, found: Found, at: string): DatasetBox | undefined {
    const { x0, y0, x1, y1 } = box;
    if (![x0, y0, x1, y1].every(Number.isFinite)) throw new FormatError('bad-number', { at });
    if (!(boxWidth(box) > 0 && boxHeight(box) > 0)) throw new FormatError('bad-box', { at });
    if (found.score !== undefined && !(found.score >= 0 && found.score <= 1))
      throw new FormatError('bad-number', { at: `${at}.score` });
    if (++this.#boxes > LIMITS.boxes)
      throw new FormatError('too-many', { what: 'boxes', limit: LIMITS.boxes });
    const inside = clip(box, boxOf(photo));
    if (boxWidth(inside) < MIN_SIDE || boxHeight(inside) < MIN_SIDE) {
      this.warnings.add('box-outside', { at });
      return undefined;
    }
    const moved = (['x0', 'y0', 'x1', 'y1'] as const).some((k) => Math.abs(inside[k] - box[k]) > SLACK);
    if (moved) this.warnings.add('box-clipped', { at });
    const made: DatasetBox = {
      id: this.#freeId(photo, found.id),
      ...inside,
      label: this.category(found.label, at),
      ...(found.score === undefined ? {} : { score: found.score }),
      ...provenance(found.source, found.status, found.score),
      ...(found.link === undefined ? {} : { link: found.link }),
    };
    photo.boxes.push(made);
    return made;
  }

  /** A photo that has nothing but undecided boxes of a model counts as not reviewed, unless it says so. */
  done(): Decoded {
    const photos = this.#photos.map(({ reviewed, ...photo }): DatasetPhoto => {
      const open = photo.boxes.some((box) => box.status === 'open');
      return { ...photo, reviewed: reviewed ?? (!open || photo.boxes.some(isFinal)) };
    });
    const dataset: Dataset = { photos, categories: [...this.#categories] };
    return { dataset, warnings: this.warnings.list() };
  }

  /** The id it came with, unless another box of the photo has it already. */
  #freeId(photo: OpenPhoto, wanted: string | undefined): string {
    const ids = this.#ids.get(photo)!;
    let id = wanted ?? `b${ids.size + 1}`;
    for (let n = ids.size + 1; ids.has(id); n++) id = `b${n}`;
    ids.add(id);
    return id;
  }
}

function checkName(name: string, at: string): void {
  if (name === '' || name.length > LIMITS.name)
    throw new FormatError('schema', { at, expected: `1..${LIMITS.name} characters` });
}

function checkSize(size: Size, at: string): void {
  for (const side of [size.width, size.height])
    if (!Number.isInteger(side) || side < 1 || side > LIMITS.side)
      throw new FormatError('schema', { at, expected: 'width and height in pixels' });
}

/** The upright box around one turned by `degrees` (clockwise on the screen) about (px, py). */
export function turned(box: Box, degrees: number, px: number, py: number): Box {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [box.x0, box.x1].flatMap((x) => [box.y0, box.y1].map((y) => [x - px, y - py]));
  return around(corners.map(([dx, dy]) => [px + dx * cos - dy * sin, py + dx * sin + dy * cos]));
}

/** The box around points. */
export function around(points: readonly (readonly number[])[]): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const [x, y] of points) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}
