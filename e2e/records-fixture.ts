import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readImageHeader } from '../src/inspection/image-header';
import { sha256, type DecisionBody, type EntryBody, type LogEntry } from '../src/inspection/log';
import { decide, reduce, startReview } from '../src/inspection/review';
import { boxAt, chainOf, imported, inferred } from '../src/inspection/testing/log-entries';
import { writeBackup } from '../src/state/storage/backup-write';

/** Records as a morning's work would leave them, made with the app's own functions and brought in as a backup. */
export interface Fixture {
  entries: LogEntry[];
  backup: Buffer;
}

const samples = new URL('../public/samples/', import.meta.url);

interface Photo {
  bytes: Buffer;
  sha256: string;
  width: number;
  height: number;
}

async function photoOf(file: string): Promise<Photo> {
  const bytes = await readFile(new URL(file, samples));
  const size = readImageHeader(new Uint8Array(bytes))?.size;
  if (!size) throw new Error(`${file} has no size`);
  const { width, height } = size;
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), width, height };
}

function importOf(photo: Photo, name: string): EntryBody {
  const { image } = imported(1, name);
  const { width, height, bytes, sha256: digest } = photo;
  return {
    type: 'import',
    image: { ...image, width, height, bytes: bytes.length, sha256_of_file_bytes: digest },
  };
}

/** The first box kept, the second moved, a third added. */
function decisionOf({ sha256: image_ref, width, height }: Photo, inferRef: string): DecisionBody {
  const boxes = [boxAt('p1', 20), boxAt('p2', 120, 0.8, 'crack')];
  let review = startReview({ image_ref, size: { width, height } }, { infer_ref: inferRef, boxes });
  review = reduce(review, { type: 'move', box: 'p2', by: { x: 12.5, y: 30 } });
  review = reduce(review, { type: 'add', box: { x0: 200, y0: 150, x1: 260, y1: 190 }, label: 'dent' });
  review = reduce(review, { type: 'comment', text: '右下に打痕 <A&B> "要確認"' });
  return decide(review, { threshold: 0.5, reviewMs: 3200, aiVisible: true });
}

export async function fixture(): Promise<Fixture> {
  const [plate, tile] = await Promise.all([photoOf('plate.jpg'), photoOf('tile.jpg')]);
  const answers: EntryBody[] = [
    importOf(plate, '部品 A&B.jpg'),
    { ...inferred(1, [boxAt('p1', 20), boxAt('p2', 120, 0.8, 'crack')]), image_ref: plate.sha256 },
    importOf(tile, 'tile.jpg'),
    { ...inferred(2, [], 'pass'), image_ref: tile.sha256 },
  ];
  const before = await chainOf(answers);
  // The same bodies give the same entries: the clock of the fixture begins anew.
  const entries = await chainOf([...answers, decisionOf(plate, before[1].event_id)]);
  return { entries, backup: await backupOf(entries, [plate, tile]) };
}

/** A log as long as a year's: one photo, and then what the system has to say. */
export async function longLog(count: number): Promise<Buffer> {
  const plate = await photoOf('plate.jpg');
  const events = Array.from({ length: count - 1 }, (_, n): EntryBody => {
    return { type: 'system', event: 'export', detail: { file: `ライン${n % 7}-${n}.zip` } };
  });
  return backupOf(await chainOf([importOf(plate, 'plate.jpg'), ...events]), [plate]);
}

async function backupOf(entries: LogEntry[], photos: readonly Photo[]): Promise<Buffer> {
  const files = new Map(photos.map((photo) => [photo.sha256, new Blob([new Uint8Array(photo.bytes)])]));
  const blob = await writeBackup(
    {
      entries,
      book: null,
      reviews: {},
      settings: {},
      photos: [...files.keys()],
      photo: (name) => Promise.resolve(files.get(name) ?? null),
    },
    { hash: sha256, now: Date.UTC(2026, 6, 29) },
  );
  return Buffer.from(await blob.arrayBuffer());
}
