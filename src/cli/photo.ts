/** Reading photos from disk: JPEG and PNG, upright. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Photo } from '../engine/api';
import { EngineError } from '../engine/errors';
import { readOrientation, uprightPhoto, type Orientation } from './exif';

export interface PhotoFile {
  photo: Photo;
  /** How the stored pixels had to be turned. */
  orientation: Orientation;
  /** Size as stored. */
  stored: { width: number; height: number };
}

/** @throws EngineError 'photo' when the file cannot be read or decoded */
export function readPhoto(path: string): PhotoFile {
  try {
    return decodePhoto(readFileSync(path));
  } catch (cause) {
    const { message } = EngineError.from(cause);
    throw new EngineError('photo', `${basename(path)}: ${message}`, { file: path }, { cause });
  }
}

function decodePhoto(file: Uint8Array): PhotoFile {
  if (file[0] === 0xff && file[1] === 0xd8) {
    const { data, width, height } = jpeg.decode(file, { useTArray: true, maxMemoryUsageInMB: 2048 });
    const orientation = readOrientation(file);
    return {
      photo: uprightPhoto({ data, width, height }, orientation),
      orientation,
      stored: { width, height },
    };
  }
  if (file[0] === 0x89 && file[1] === 0x50) {
    const { data, width, height } = PNG.sync.read(Buffer.from(file));
    return {
      photo: { data: new Uint8Array(data), width, height },
      orientation: 1,
      stored: { width, height },
    };
  }
  throw new EngineError('photo', 'neither JPEG nor PNG');
}
