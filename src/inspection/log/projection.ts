import type { FinalBox, ImageInfo, LogBox } from './bodies';
import type { Entry, LogEntry } from './entry';

/** What the log says of one photo, its last word in each matter. */
export interface PhotoRecord {
  /** The photo's file hash. */
  ref: string;
  /** Its first import; null in a log that lost it. */
  image: ImageInfo | null;
  /** The answer that was judged, else the latest one. */
  infer: Entry<'infer'> | null;
  /** The latest decision: it replaces those before it. */
  decision: Entry<'decision'> | null;
  /** The model's boxes, all of them, as they were given. */
  prediction: readonly LogBox[];
  /** What a person says is there; null while nobody has said so. */
  final: readonly FinalBox[] | null;
}

interface Gathered {
  image: ImageInfo | null;
  infers: Entry<'infer'>[];
  decision: Entry<'decision'> | null;
}

/** The log turned into one record a photo, in the order in which photos first appear. */
export function projectPhotos(entries: readonly LogEntry[]): PhotoRecord[] {
  const photos = new Map<string, Gathered>();
  const at = (ref: string) => {
    let one = photos.get(ref);
    if (!one) photos.set(ref, (one = { image: null, infers: [], decision: null }));
    return one;
  };
  for (const entry of entries) {
    switch (entry.type) {
      case 'import':
        at(entry.image.sha256_of_file_bytes).image ??= entry.image;
        break;
      case 'infer':
        at(entry.image_ref).infers.push(entry);
        break;
      case 'decision':
        at(entry.image_ref).decision = entry;
        break;
      case 'adapt':
      case 'system':
        break;
    }
  }
  return [...photos].map(([ref, gathered]) => record(ref, gathered));
}

function record(ref: string, { image, infers, decision }: Gathered): PhotoRecord {
  const judged = decision && infers.find((infer) => infer.event_id === decision.infer_ref);
  // A decision made without the model has no answer to stand against.
  const infer = judged ?? (decision ? null : (infers.at(-1) ?? null));
  return { ref, image, infer, decision, prediction: infer?.boxes ?? [], final: decision?.boxes ?? null };
}

/** Photos whose truth a person has stated: what may be trained on, and exported as ground truth. */
export const judged = (records: readonly PhotoRecord[]): PhotoRecord[] =>
  records.filter((one) => one.image !== null && one.final !== null);
