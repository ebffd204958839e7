import type { Database } from './database';
import { StorageError } from './storage-error';

/** Files by name. Names are SHA-256 digests, never what a person or an archive called the file. */
export interface BlobStore {
  readonly kind: 'opfs' | 'indexeddb' | 'memory';
  /** @throws StorageError 'quota', 'unavailable', 'failed' */
  put(name: string, blob: Blob): Promise<void>;
  get(name: string): Promise<Blob | null>;
  delete(name: string): Promise<void>;
  names(): Promise<string[]>;
}

export function memoryBlobs(): BlobStore {
  const blobs = new Map<string, Blob>();
  return {
    kind: 'memory',
    put: async (name, blob) => void blobs.set(name, blob),
    get: async (name) => blobs.get(name) ?? null,
    delete: async (name) => void blobs.delete(name),
    names: async () => [...blobs.keys()],
  };
}

export const databaseBlobs = (database: Database): BlobStore => ({
  kind: 'indexeddb',
  async put(name, blob) {
    const bytes = await blob.arrayBuffer();
    await database.run((db) => db.put('blobs', { mime: blob.type, bytes }, name));
  },
  async get(name) {
    const stored = await database.run((db) => db.get('blobs', name));
    return stored ? new Blob([stored.bytes], { type: stored.mime }) : null;
  },
  delete: (name) => database.run((db) => db.delete('blobs', name)),
  names: () => database.run((db) => db.getAllKeys('blobs')),
});

const FOLDER = 'photos';

/**
 * Files in the origin's private file system, through its asynchronous interface. `createWritable` writes beside
 * the file and puts it in place when closed, so a killed tab leaves the old file or none, never half of one.
 * Safari before 26 has no `createWritable`: 'unavailable', and the next store takes over.
 */
export function opfsBlobs(root: () => Promise<FileSystemDirectoryHandle>): BlobStore {
  let folder: Promise<FileSystemDirectoryHandle> | null = null;
  const open = () => (folder ??= root().then((top) => top.getDirectoryHandle(FOLDER, { create: true })));
  const within = async <T>(work: (photos: FileSystemDirectoryHandle) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch (thrown) {
      folder = null;
      throw StorageError.from(thrown);
    }
  };
  const missing = (error: unknown) =>
    error instanceof StorageError && (error.cause as Error | undefined)?.name === 'NotFoundError';

  return {
    kind: 'opfs',
    put: (name, blob) =>
      within(async (photos) => {
        const file = await photos.getFileHandle(name, { create: true });
        if (typeof file.createWritable !== 'function') {
          await photos.removeEntry(name).catch(() => undefined);
          throw new StorageError('unavailable', 'no createWritable');
        }
        const writer = await file.createWritable();
        try {
          await writer.write(blob);
          await writer.close();
        } catch (thrown) {
          await writer.abort().catch(() => undefined);
          // `create` left an empty file; nobody must take it for the photo.
          await photos.removeEntry(name).catch(() => undefined);
          throw thrown;
        }
      }),
    get: (name) =>
      within(async (photos) => {
        const file = await (await photos.getFileHandle(name)).getFile();
        return file.size > 0 ? file : null;
      }).catch((error: unknown) => {
        if (missing(error)) return null;
        throw error;
      }),
    delete: (name) =>
      within((photos) => photos.removeEntry(name)).catch((error: unknown) => {
        if (!missing(error)) throw error;
      }),
    names: () =>
      within(async (photos) => {
        const names: string[] = [];
        for await (const name of photos.keys()) names.push(name);
        return names;
      }),
  };
}
