/** Model files in the origin's private file system: `<key>`, and `<key>.part` while it is being written. */
import type { KeptFolder, Part } from './folder';

const TOP = 'model';
const PART = '.part';

/** Not in TypeScript's library yet; Safari and Chrome have it, Firefox since 111. */
type Movable = FileSystemFileHandle & { move?: (name: string) => Promise<void> };

/** One folder for each address of a model, as sites below one origin share its storage. */
export const folderName = (baseUrl: string) => encodeURIComponent(new URL(baseUrl).pathname);

/** Null where the browser has no private file system that a worker can write to. */
export async function opfsFolder(baseUrl: string): Promise<KeptFolder | null> {
  if (typeof FileSystemFileHandle === 'undefined') return null;
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return null;
  try {
    const root = await navigator.storage.getDirectory();
    const top = await root.getDirectoryHandle(TOP, { create: true });
    return within(await top.getDirectoryHandle(folderName(baseUrl), { create: true }));
  } catch {
    return null; // private windows of some browsers
  }
}

/** Removes all of a model's files. Runs in the page, too. */
export async function removeOpfsFolder(baseUrl: string): Promise<void> {
  await missingIsFine(async () => {
    const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(TOP);
    await top.removeEntry(folderName(baseUrl), { recursive: true });
  });
}

/** Bytes of a model's files, begun ones included. Runs in the page, too. */
export async function opfsFolderBytes(baseUrl: string): Promise<number> {
  let bytes = 0;
  await missingIsFine(async () => {
    const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(TOP);
    const folder = await top.getDirectoryHandle(folderName(baseUrl));
    for await (const entry of folder.values()) {
      if (entry.kind === 'file') bytes += (await (entry as FileSystemFileHandle).getFile()).size;
    }
  });
  return bytes;
}

const within = (folder: FileSystemDirectoryHandle): KeptFolder => ({
  kind: 'opfs',
  async read(key) {
    let data: ArrayBuffer | null = null;
    await missingIsFine(async () => {
      data = await (await (await folder.getFileHandle(key)).getFile()).arrayBuffer();
    });
    return data;
  },
  async begin(key) {
    const file = await folder.getFileHandle(key + PART, { create: true });
    return partOf(folder, file, key, await file.createSyncAccessHandle());
  },
  async keys() {
    const keys = new Set<string>();
    for await (const name of folder.keys())
      keys.add(name.endsWith(PART) ? name.slice(0, -PART.length) : name);
    return [...keys];
  },
  async remove(key) {
    await missingIsFine(() => folder.removeEntry(key));
    await missingIsFine(() => folder.removeEntry(key + PART));
  },
});

function partOf(
  folder: FileSystemDirectoryHandle,
  file: Movable,
  key: string,
  handle: FileSystemSyncAccessHandle,
): Part {
  let open = true;
  const close = () => {
    if (open) handle.close();
    open = false;
  };
  return {
    get size() {
      return handle.getSize();
    },
    read: (into) => void handle.read(into.subarray(0, handle.getSize()), { at: 0 }),
    append(bytes) {
      const at = handle.getSize();
      if (handle.write(bytes, { at }) < bytes.byteLength)
        throw new DOMException('the file was only written in part', 'QuotaExceededError');
    },
    clear: () => handle.truncate(0),
    async keep(whole) {
      handle.flush();
      close();
      if (await moved(folder, file, key)) return;
      await copy(folder, key, whole);
      await folder.removeEntry(key + PART);
    },
    close,
  };
}

/** False where the browser cannot rename. */
async function moved(folder: FileSystemDirectoryHandle, file: Movable, key: string): Promise<boolean> {
  if (!file.move) return false;
  try {
    await file.move(key);
  } catch {
    try {
      // Some browsers do not rename over a file that is there.
      await missingIsFine(() => folder.removeEntry(key));
      await file.move(key);
    } catch {
      return false;
    }
  }
  return true;
}

/** A tab killed in the middle leaves half a file here; whoever reads it checks its hash. */
async function copy(folder: FileSystemDirectoryHandle, key: string, whole: ArrayBuffer): Promise<void> {
  const handle = await (await folder.getFileHandle(key, { create: true })).createSyncAccessHandle();
  try {
    handle.truncate(0);
    handle.write(whole, { at: 0 });
    handle.flush();
  } finally {
    handle.close();
  }
}

async function missingIsFine(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}
