import { overlaps, type Box, type Size } from './box';

const GAP = 4;

/**
 * Where the label of a box goes: above it, else below, else inside at the top, else beside it; always whole
 * within `bounds`, and clear of the labels already `taken` where any place allows that. All in stage pixels.
 */
export function placeLabel(box: Box, label: Size, bounds: Box, taken: readonly Box[] = []): Box {
  const places = [
    at(box.x0, box.y0 - GAP - label.height, label),
    at(box.x0, box.y1 + GAP, label),
    at(box.x1 - label.width, box.y0 - GAP - label.height, label),
    at(box.x1 - label.width, box.y1 + GAP, label),
    at(box.x1 + GAP, box.y0, label),
    at(box.x0 - GAP - label.width, box.y0, label),
    at(box.x0 + GAP, box.y0 + GAP, label),
    at(box.x0 + GAP, box.y1 - GAP - label.height, label),
  ];
  // Sideways, a label may slide along its edge; up or down it may not, or it would cover the defect.
  const slid = places.map((place) => inside(place, bounds));
  const free = (place: Box) => !taken.some((other) => overlaps(place, other));
  const unmoved = (place: Box, index: number) => place.y0 === places[index].y0;
  return (
    slid.find((place, index) => unmoved(place, index) && free(place) && !covers(place, box)) ??
    slid.find((place, index) => unmoved(place, index) && free(place)) ??
    slid.find((place) => free(place)) ??
    slid[0]
  );
}

/** Places the labels of many boxes, in order: the first gets the best place. */
export function placeLabels(boxes: readonly Box[], labels: readonly Size[], bounds: Box): Box[] {
  const taken: Box[] = [];
  boxes.forEach((box, index) => taken.push(placeLabel(box, labels[index], bounds, taken)));
  return taken;
}

const at = (x: number, y: number, label: Size): Box => ({
  x0: x,
  y0: y,
  x1: x + label.width,
  y1: y + label.height,
});

const covers = (label: Box, box: Box): boolean => overlaps(label, box);

function inside(place: Box, bounds: Box): Box {
  const width = place.x1 - place.x0;
  const height = place.y1 - place.y0;
  const x0 = Math.max(bounds.x0, Math.min(place.x0, bounds.x1 - width));
  const y0 = Math.max(bounds.y0, Math.min(place.y0, bounds.y1 - height));
  return { x0, y0, x1: x0 + width, y1: y0 + height };
}
