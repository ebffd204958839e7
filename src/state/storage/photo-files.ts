import type { Hash } from '../../inspection/log';
import { memoryBlobs, type BlobStore } from './blob-stores';
import { StorageError } from './storage-error';

export interface KeptPhoto {
  /** The photo's name here and its `image_ref` in the log. */
  sha256: string;
  /** Where it lies; 'memory' is gone with the page. */
  place: BlobStore['kind'];
}

export interface PhotoFiles {
  /** Keeps a photo's file, byte for byte. The same file twice is kept once. Never rejects for storage. */
  add(file: Blob): Promise<KeptPhoto>;
  get(sha256: string): Promise<Blob | null>;
  delete(sha256: string): Promise<void>;
  names(): Promise<string[]>;
  /** Names of those in memory only. */
  readonly unsaved: ReadonlySet<string>;
  /** Tries to put those on the device; true if none is left. */
  flush(): Promise<boolean>;
}

/** Photos in the first store that takes them, and in memory if none does. */
export function createPhotoFiles(
  stores: readonly BlobStore[],
  hash: Hash,
  onResult: (error: StorageError | null) => void = () => undefined,
): PhotoFiles {
  const memory = memoryBlobs();
  const unsaved = new Set<string>();
  const all = [...stores, memory];

  async function keep(sha256: string, file: Blob): Promise<BlobStore['kind']> {
    let worst: StorageError | null = null;
    for (const store of stores) {
      try {
        await store.put(sha256, file);
        unsaved.delete(sha256);
        onResult(null);
        return store.kind;
      } catch (thrown) {
        const error = StorageError.from(thrown);
        // Being full is what a person can do something about.
        if (worst?.code !== 'quota') worst = error;
      }
    }
    await memory.put(sha256, file);
    unsaved.add(sha256);
    onResult(worst ?? new StorageError('unavailable', 'no storage for photos'));
    return memory.kind;
  }

  async function find(sha256: string): Promise<{ blob: Blob; place: BlobStore['kind'] } | null> {
    for (const store of all) {
      const blob = await store.get(sha256).catch(() => null);
      if (blob) return { blob, place: store.kind };
    }
    return null;
  }

  return {
    async add(file) {
      const sha256 = await hash(new Uint8Array(await file.arrayBuffer()));
      const found = await find(sha256);
      // A file of another length is what a crash left; it is written again.
      if (found && found.blob.size === file.size && found.place !== 'memory') {
        return { sha256, place: found.place };
      }
      return { sha256, place: await keep(sha256, file) };
    },
    get: async (sha256) => (await find(sha256))?.blob ?? null,
    async delete(sha256) {
      unsaved.delete(sha256);
      for (const store of all) await store.delete(sha256).catch(() => undefined);
    },
    async names() {
      const lists = await Promise.all(all.map((store) => store.names().catch((): string[] => [])));
      return [...new Set(lists.flat())];
    },
    unsaved,
    async flush() {
      for (const name of [...unsaved]) {
        const blob = await memory.get(name);
        if (blob && (await keep(name, blob)) !== 'memory') await memory.delete(name);
      }
      return unsaved.size === 0;
    },
  };
}
