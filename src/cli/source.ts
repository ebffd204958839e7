/** Model folders on disk, and adapters laid over them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine/errors';
import { Fields, parseJson } from '../engine/weights/fields';
import { MANIFEST } from '../engine/weights/manifest';
import type { WeightSource } from '../engine/weights/source';

export function folderSource(folder: string): WeightSource {
  return {
    async fetchFile(name, onBytes) {
      try {
        const file = new Uint8Array(await readFile(join(folder, name)));
        onBytes?.(file.byteLength);
        return file.buffer;
      } catch (cause) {
        const details = { file: name, folder };
        throw new EngineError('weights-missing', `${join(folder, name)} cannot be read`, details, { cause });
      }
    },
  };
}

/**
 * A model whose grounding mixture comes from an adapter: a folder with a manifest.json of its own that names a
 * file of role "grounding" (name, bytes, sha256) and may bring its own "calibration". Everything else is the
 * base's, which cannot be replaced: that is what keeps base answers the same.
 */
export function withAdapter(base: WeightSource, adapter: WeightSource): WeightSource {
  const grounding = adapter.fetchFile(MANIFEST).then((data) => {
    const json = new Fields(parseJson(data, `adapter ${MANIFEST}`), `adapter ${MANIFEST}`);
    const file = json
      .list('files')
      .find((entry) => (entry as { role?: unknown } | null)?.role === 'grounding');
    if (!file) return json.fail('files', 'no file of role grounding');
    return { file, name: new Fields(file, 'adapter file').string('name'), json };
  });
  grounding.catch(() => undefined); // thrown when the manifest is asked for
  return {
    async fetchFile(name, onBytes) {
      const own = await grounding;
      if (name === own.name) return adapter.fetchFile(name, onBytes);
      const data = await base.fetchFile(name, onBytes);
      if (name !== MANIFEST) return data;
      const merged = parseJson(data, MANIFEST) as { files: { role: string }[]; calibration: unknown };
      merged.files = merged.files.map((file) =>
        file.role === 'grounding' ? (own.file as { role: string }) : file,
      );
      if (own.json.has('calibration')) merged.calibration = own.json.value('calibration');
      return new TextEncoder().encode(JSON.stringify(merged)).buffer;
    },
  };
}
