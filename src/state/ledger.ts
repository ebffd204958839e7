import { readImageHeader, readOrientation } from '../inspection/image-header';
import { isSha256, sha256, type Entry, type ImageInfo } from '../inspection/log';
import type { EngineInfo } from '../worker/client';
import { inferBody } from './infer-body';
import type { LoadedPhoto } from './photo-decode';
import type { Answered } from './session-store';
import type { Records } from './storage';

export interface Filing {
  /** SHA-256 of the file. */
  ref: string;
  name: string;
  file: Blob;
  photo: LoadedPhoto;
  source: ImageInfo['source'];
}

/** What happens on the page, into the log: each photo and each answer once, in the order in which they came. */
export interface Ledger {
  /** Resolves when the log has been read. */
  readonly opened: Promise<void>;
  /** Keeps a photo, and notes its import unless the log has it. */
  file(filing: Filing): Promise<void>;
  /** Notes an answer; null for a photo that is not in the log. */
  answered(answered: Answered, info: EngineInfo, threshold: number): Promise<Entry<'infer'> | null>;
}

/** Enough for nearly every header; where it is not, the orientation reads as 1. */
const HEADER_BYTES = 256 * 1024;

export function createLedger(records: Records): Ledger {
  const opened = records.open().catch(() => undefined); // its status says what is wrong
  const filing = new Map<string, Promise<void>>();

  async function keep({ ref, name, file, photo, source }: Filing): Promise<void> {
    await opened;
    await records.photos.add(file);
    const known = records.log.entries.some(
      (entry) => entry.type === 'import' && entry.image.sha256_of_file_bytes === ref,
    );
    if (known) return;
    const head = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
    const type = readImageHeader(head)?.type;
    await records.log.append({
      type: 'import',
      image: {
        sha256_of_file_bytes: ref,
        // Of the pixels that are shown and inspected: larger photos have been reduced (photo-rules.ts).
        sha256_of_upright_rgba: await sha256(new Uint8Array(photo.pixels().data)),
        name,
        bytes: file.size,
        mime: type ? `image/${type}` : file.type,
        ...photo.size,
        exif_orientation: readOrientation(head),
        source,
      },
    });
  }

  return {
    opened,
    file(one) {
      const before = filing.get(one.ref);
      if (before) return before;
      const run = keep(one);
      filing.set(one.ref, run);
      run.catch(() => filing.delete(one.ref));
      return run;
    },
    async answered({ id, photo, answer }, info, threshold) {
      if (!isSha256(id)) return null;
      await opened;
      await filing.get(id)?.catch(() => undefined);
      const body = inferBody(answer, info, { image_ref: id, scale: photo.scale }, threshold);
      return records.log.append(body);
    },
  };
}

/** A photo's name in log and queue. Reads the whole file. */
export const refOf = async (file: Blob): Promise<string> => sha256(new Uint8Array(await file.arrayBuffer()));
