import type { Size } from '../inspection/box';
import { checkHeader, checkLength, workingSize, type PhotoProblem } from '../inspection/photo-rules';
import type { Photo } from '../worker/client';

/** A photo ready to be shown and inspected. */
export interface LoadedPhoto {
  name: string;
  /** Upright size of the original: all boxes are in these pixels. */
  size: Size;
  /** Working pixels / original pixels, at most 1. */
  scale: number;
  /** The working photo, upright, for drawing. */
  image: CanvasImageSource & Size;
  /** A fresh copy of the working pixels, which the engine may take away. */
  pixels(): Photo;
}

export type DecodePhoto = (file: Blob, name: string) => Promise<LoadedPhoto>;

/** A file that cannot be inspected, and why. */
export class PhotoError extends Error {
  constructor(readonly problem: PhotoProblem) {
    super(problem.code);
    this.name = 'PhotoError';
  }
}

/** Nearly every header ends within this; only a JPEG with huge metadata needs more. */
const HEADER_BYTES = 256 * 1024;

/**
 * Judges, decodes and turns upright, once; whatever comes after never sees EXIF.
 * @throws PhotoError
 */
export const decodePhoto: DecodePhoto = async (file, name) => {
  const refuse = (problem: PhotoProblem | null) => {
    if (problem) throw new PhotoError(problem);
  };
  refuse(checkLength(name, file.size));
  let judged = checkHeader(name, await head(file, HEADER_BYTES));
  if ('problem' in judged && judged.problem.code === 'photo-broken' && file.size > HEADER_BYTES) {
    judged = checkHeader(name, await head(file, file.size));
  }
  if ('problem' in judged) throw new PhotoError(judged.problem);

  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) throw new PhotoError({ code: 'photo-broken', name });
  const size = { width: bitmap.width, height: bitmap.height };
  const { width, height, scale } = workingSize(size);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new PhotoError({ code: 'photo-broken', name });
  context.fillStyle = '#fff'; // what shows through a transparent photo
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return {
    name,
    size,
    scale,
    image: canvas,
    pixels: () => ({ data: context.getImageData(0, 0, width, height).data, width, height }),
  };
};

/** A file that has vanished since it was chosen reads as nothing, and so is refused as no image. */
async function head(file: Blob, bytes: number): Promise<Uint8Array> {
  const buffer = await file
    .slice(0, bytes)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  return new Uint8Array(buffer);
}
