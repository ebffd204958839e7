import { boxHeight, boxWidth, type Box } from '../../inspection/box';
import type { Standing } from '../../state/marks';

/** Colours on the photo. They must stand out on any surface, so they do not follow the theme. */
export const COLOUR = {
  find: '#ff5233',
  unsure: '#ffc53d',
  human: '#4be3c0',
  gone: '#c3ccd4',
  look: '#7cd8ff',
  casing: 'rgba(0, 0, 0, 0.62)',
  plate: 'rgba(17, 21, 26, 0.9)',
  plateText: '#ffffff',
  shade: 'rgba(6, 9, 12, 0.6)',
} as const;

export const colourOf = (standing: Standing): string =>
  ({ model: COLOUR.find, dim: COLOUR.unsure, human: COLOUR.human, gone: COLOUR.gone })[standing];

export const FONT = "system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif";
export const LABEL = { font: 15, height: 30, badge: 22, pad: 4, gap: 7 } as const;

/** A box as Konva's rectangle wants it. */
export const rectOf = (box: Box) => ({ x: box.x0, y: box.y0, width: boxWidth(box), height: boxHeight(box) });

const context = new OffscreenCanvas(1, 1).getContext('2d');

const widths = new Map<string, number>();

/** Width of a label's text in stage pixels; measured once a text, for labels are placed on every frame. */
function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  const width = measure(text);
  widths.set(text, width);
  return width;
}

function measure(text: string): number {
  if (!context) return text.length * LABEL.font;
  context.font = `600 ${LABEL.font}px ${FONT}`;
  return Math.ceil(context.measureText(text).width);
}

export const labelSize = (text: string) => ({
  width: LABEL.pad + LABEL.badge + LABEL.gap + textWidth(text) + LABEL.gap + 3,
  height: LABEL.height,
});
