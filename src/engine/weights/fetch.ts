/** Fetching a model folder: manifest, then files, each checked, with one progress over all bytes. */
import type { LoadProgress } from '../api';
import { verify } from './integrity';
import { MANIFEST, parseManifest, type Manifest, type ManifestFile } from './manifest';
import type { WeightSource } from './source';

/** @throws EngineError 'weights-missing', 'weights-format' */
export async function fetchManifest(source: WeightSource): Promise<Manifest> {
  return parseManifest(await source.fetchFile(MANIFEST));
}

/**
 * Fetches and checks files, all at once.
 * @param onProgress bytes over all of them: never fewer than before, `total` fixed from the start
 * @returns the files in the order asked for
 * @throws EngineError 'weights-missing', 'weights-hash'
 */
export async function fetchFiles(
  source: WeightSource,
  files: readonly ManifestFile[],
  onProgress?: (progress: LoadProgress) => void,
): Promise<ArrayBuffer[]> {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const loaded = files.map(() => 0);
  let reported = -1;
  const report = () => {
    const sum = loaded.reduce((a, b) => a + b, 0);
    if (sum <= reported) return;
    reported = sum;
    onProgress?.({ phase: 'download', loaded: sum, total });
  };
  report();
  return Promise.all(
    files.map(async (file, i) => {
      const data = await source.fetchFile(file.name, (bytes) => {
        // A server may send more than the manifest says; `verify` refuses it, progress must not overshoot.
        loaded[i] = Math.max(loaded[i], Math.min(bytes, file.bytes));
        report();
      });
      await verify(data, file);
      loaded[i] = file.bytes;
      report();
      return data;
    }),
  );
}
