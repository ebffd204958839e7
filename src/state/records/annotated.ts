import type { Box } from '../../inspection/box';
import type { LoadedPhoto } from '../photo-decode';

/** A box as it is drawn: in the original's pixels. */
export interface Mark {
  box: Box;
  text: string;
  /** Below the threshold: drawn thin and dashed. */
  dim: boolean;
}

export interface Annotation {
  marks: readonly Mark[];
  /** Under the photo: file, verdict, model, time. */
  caption: readonly string[];
}

const INK = '#d63a1c';
const FONT = 'system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif';

/** The photo with its boxes as a PNG. Drawn in the working photo's pixels, which the screen shows, too. */
export async function annotatedPng(
  { image, scale }: Pick<LoadedPhoto, 'image' | 'scale'>,
  { marks, caption }: Annotation,
): Promise<Blob> {
  const { width, height } = image;
  const unit = Math.max(12, Math.round(Math.max(width, height) / 60));
  const band = caption.length * unit * 1.6 + unit;
  const canvas = new OffscreenCanvas(width, Math.ceil(height + band));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  for (const mark of marks) drawMark(context, mark, scale, unit);
  context.fillStyle = '#12181e';
  context.font = `${unit}px ${FONT}`;
  caption.forEach((line, index) => {
    context.fillText(line, unit, height + unit * (1.5 + index * 1.6), width - 2 * unit);
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

function drawMark(
  context: OffscreenCanvasRenderingContext2D,
  { box, text, dim }: Mark,
  scale: number,
  unit: number,
): void {
  const [x, y] = [box.x0 * scale, box.y0 * scale];
  const [w, h] = [(box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale];
  const line = Math.max(2, unit / 6);
  context.setLineDash(dim ? [line * 3, line * 2] : []);
  for (const [style, size] of [['#fff', line * 2] as const, [INK, line] as const]) {
    context.strokeStyle = style; // a white edge, so that it shows on any ground
    context.lineWidth = size;
    context.strokeRect(x, y, w, h);
  }
  context.font = `bold ${unit}px ${FONT}`;
  const label = context.measureText(text).width + unit;
  const top = y >= unit * 1.6 ? y - unit * 1.6 : Math.min(y + h, context.canvas.height - unit * 1.6);
  context.fillStyle = INK;
  context.fillRect(Math.min(x, Math.max(0, context.canvas.width - label)), top, label, unit * 1.6);
  context.fillStyle = '#fff';
  context.fillText(
    text,
    Math.min(x, Math.max(0, context.canvas.width - label)) + unit / 2,
    top + unit * 1.15,
  );
}
