import type { Size } from '../inspection/box';

/** A small picture of a photo, as a URL; null where it cannot be made. Tests hand in their own. */
export interface Thumbnails {
  /** Of a photo that has been decoded. */
  of(image: CanvasImageSource & Size): Promise<string | null>;
  /** Of a file; the browser decodes it small, so that memory stays bounded. */
  read(file: Blob): Promise<string | null>;
}

/** Longest side, twice what the strip shows, for sharp screens. */
const SIDE = 160;

export const browserThumbnails: Thumbnails = {
  of: async (image) => paint(image).catch(() => null),
  async read(file) {
    const bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      resizeHeight: SIDE,
      resizeQuality: 'medium',
    }).catch(() => null);
    if (!bitmap) return null;
    const url = await paint(bitmap).catch(() => null);
    bitmap.close();
    return url;
  },
};

export const noThumbnails: Thumbnails = { of: async () => null, read: async () => null };

async function paint(image: CanvasImageSource & Size): Promise<string | null> {
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.75 }));
}
