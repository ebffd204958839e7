import type { ImageInfo } from '../../inspection/log';

/** Makes a photo's file such that every reader sees it as the boxes do. */
export type Upright = (file: Blob, image: ImageInfo) => Promise<Blob>;

const QUALITY = 0.95;

/**
 * Boxes are in upright pixels, and many tools ignore EXIF: a photo that a flag turns is written anew, turned. All
 * others go out byte for byte.
 */
export const uprightInBrowser: Upright = async (file, { exif_orientation, mime }) => {
  if (exif_orientation === 1) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: mime, quality: QUALITY });
};
