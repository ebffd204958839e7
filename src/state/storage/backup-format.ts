import type { DefectBook } from '../../inspection/defect-book';
import { digest, index, isRecord, mapOf, number, oneOf, shape, text } from '../../inspection/log/check';
import type { Head, LogEntry } from '../../inspection/log';
import { MAX_BYTES } from '../../inspection/photo-rules';

export const BACKUP_FORMAT = 'lynx-backup/1';

export interface FileRecord {
  bytes: number;
  sha256: string;
}

/** The backup's table of contents: `manifest.json`, the last file of the archive. */
export interface Manifest {
  format: typeof BACKUP_FORMAT;
  created: string;
  /** As of the log's last entry. Written down elsewhere, it also shows a backup that was replaced whole. */
  log: { entries: number; head: Head };
  /** Every other file of the archive. */
  files: Record<string, FileRecord>;
}

/** What a backup holds besides the photos. */
export interface BackupContent {
  entries: readonly LogEntry[];
  book: DefectBook | null;
  /** Reviews under way, by photo. */
  reviews: Record<string, unknown>;
  settings: Record<string, unknown>;
}

export const MANIFEST = 'manifest.json';
export const LOG = 'log.jsonl';
export const BOOK = 'book.json';
export const REVIEWS = 'reviews.json';
export const SETTINGS = 'settings.json';
export const PHOTOS = 'photos/';

const MB = 1024 * 1024;

/** How large each file may be; null for a name that has no place in a backup. Names are never used as paths. */
export function limitOf(name: string): number | null {
  if (/^photos\/[0-9a-f]{64}$/.test(name)) return MAX_BYTES;
  switch (name) {
    case LOG:
      return 400 * MB;
    case MANIFEST:
    case BOOK:
    case REVIEWS:
    case SETTINGS:
      return 64 * MB;
    default:
      return null;
  }
}

const manifest = shape<Manifest>({
  format: oneOf(BACKUP_FORMAT),
  created: text,
  log: shape<Manifest['log']>({ entries: index, head: shape<Head>({ seq: number, hash: digest }) }),
  files: mapOf(shape<FileRecord>({ bytes: index, sha256: digest })),
});

export const manifestProblem = (value: unknown): string | null => manifest(value, MANIFEST);
export const recordOf = (value: unknown): Record<string, unknown> | null => (isRecord(value) ? value : null);
