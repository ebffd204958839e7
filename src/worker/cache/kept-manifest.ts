import type { ManifestFile } from '../../engine/weights/manifest';
import { put, type KeptFolder } from './folder';

/** Of the last model of which every file is here. */
const WHOLE = 'manifest';
/** Of the model being fetched. */
const BEGUN = 'manifest.next';

/** Which model is kept: the old one until every file of the new one is here. */
export class KeptManifest {
  private current: ArrayBuffer | null = null;
  private files: readonly ManifestFile[] = [];
  private missing = new Set<string>();

  constructor(private readonly folder: KeptFolder) {}

  async read(): Promise<ArrayBuffer | null> {
    return (await this.folder.read(WHOLE)) ?? this.folder.read(BEGUN);
  }

  /** A load begins with this manifest. */
  async begin(manifest: ArrayBuffer, files: readonly ManifestFile[]): Promise<void> {
    this.current = manifest;
    this.files = files;
    this.missing = new Set(files.map(({ sha256 }) => sha256));
    if (!same(await this.folder.read(WHOLE), manifest)) await put(this.folder, BEGUN, manifest);
  }

  /** A file is here, checked. @returns whether that made the model whole */
  async has(file: ManifestFile): Promise<boolean> {
    const { current } = this;
    if (!current || !this.missing.delete(file.sha256) || this.missing.size > 0) return false;
    if (same(await this.folder.read(WHOLE), current)) return true;
    await put(this.folder, WHOLE, current);
    const wanted = new Set([WHOLE, ...this.files.map(({ sha256 }) => sha256)]);
    for (const key of await this.folder.keys()) {
      if (!wanted.has(key)) await this.folder.remove(key).catch(() => undefined);
    }
    return true;
  }
}

function same(a: ArrayBuffer | null, b: ArrayBuffer): boolean {
  if (a?.byteLength !== b.byteLength) return false;
  const [left, right] = [new Uint8Array(a), new Uint8Array(b)];
  return left.every((byte, i) => byte === right[i]);
}
