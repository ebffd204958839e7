import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readImageHeader } from '../src/inspection/image-header';
import { sha256, type EntryBody } from '../src/inspection/log';
import { boxAt, chainOf, imported, inferred } from '../src/inspection/testing/log-entries';
import { writeBackup } from '../src/state/storage/backup-write';

const SAMPLES = ['plate', 'tile', 'screw', 'weld', 'cloth', 'bracket', 'steel', 'housing'];

const boxes = [
  { ...boxAt('p1', 20), step_index: 1 },
  { ...boxAt('p2', 120, 0.02, 'stain'), step_index: 2 },
];
const steps = [
  { index: 0, kind: 'surface', text: '鋼の表面。', box_ids: [] },
  { index: 1, kind: 'find', text: '細い線。', box_ids: ['p1'] },
  { index: 2, kind: 'find', text: '薄いしみ。', box_ids: ['p2'] },
  { index: 3, kind: 'verdict', text: '線傷があるため。', box_ids: [] },
];

/**
 * A tray of photos that have all been asked about, as a backup: people's part is tested without waiting for the
 * model. On each photo there is a box at (20, 10) that counts, and one at (120, 10) below the threshold.
 */
export async function tray(count: number): Promise<Buffer> {
  const bodies: EntryBody[] = [];
  const files = new Map<string, Blob>();
  for (let n = 0; n < count; n++) {
    const original = await readFile(
      new URL(`../public/samples/${SAMPLES[n % SAMPLES.length]}.jpg`, import.meta.url),
    );
    // What follows the end of a JPEG is not read: the same picture, another file.
    const bytes = new Uint8Array(Buffer.concat([original, Buffer.from(`photo ${n}`)]));
    const size = readImageHeader(bytes)?.size;
    if (!size) throw new Error('a sample has no size');
    const digest = createHash('sha256').update(bytes).digest('hex');
    files.set(digest, new Blob([bytes], { type: 'image/jpeg' }));
    const { image } = imported(n, `部品-${String(n + 1).padStart(2, '0')}.jpg`);
    bodies.push(
      { type: 'import', image: { ...image, ...size, bytes: bytes.length, sha256_of_file_bytes: digest } },
      { ...inferred(n, boxes), image_ref: digest, steps },
    );
  }
  const blob = await writeBackup(
    {
      entries: await chainOf(bodies),
      book: null,
      reviews: {},
      settings: {},
      photos: [...files.keys()],
      photo: async (name) => files.get(name) ?? null,
    },
    { hash: sha256, now: Date.UTC(2026, 6, 29) },
  );
  return Buffer.from(await blob.arrayBuffer());
}
