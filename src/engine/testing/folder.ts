/** Model folders for tests: the tiny one that training exports, in memory, with files replaced or left out. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../errors';
import { readSafetensors } from '../weights/safetensors';
import { sha256 } from '../weights/integrity';
import type { WeightSource } from '../weights/source';
import { writeSafetensors } from './safetensors';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FIXTURES = join(ROOT, 'training/fixtures');

/** Files by name. */
export type Folder = Map<string, ArrayBuffer>;

/** The tiny model with its fixture. */
export const fixtureFolder = (name: 'tiny'): Folder => readFolder(join(FIXTURES, name));

/** The bundled model with its fixture, or null before training has exported them. */
export function bundledFolder(): Folder | null {
  const [model, fixture] = [join(ROOT, 'public/model'), join(FIXTURES, 'bundled')];
  if (!existsSync(model) && !existsSync(fixture)) return null;
  return new Map([...readFolder(model), ...readFolder(fixture)]);
}

function readFolder(path: string): Folder {
  return new Map(readdirSync(path).map((file) => [file, bytes(readFileSync(join(path, file)))]));
}

const bytes = (data: Uint8Array): ArrayBuffer => new Uint8Array(data).buffer;

export const textFile = (text: string): ArrayBuffer => bytes(new TextEncoder().encode(text));
export const jsonOf = <T>(folder: Folder, name: string): T =>
  JSON.parse(new TextDecoder().decode(folder.get(name))) as T;

/** Serves a folder and remembers which files were asked for. */
export function memorySource(folder: Folder): WeightSource & { fetched: string[] } {
  const fetched: string[] = [];
  return {
    fetched,
    async fetchFile(name, onBytes) {
      fetched.push(name);
      const file = folder.get(name);
      if (!file) throw new EngineError('weights-missing', `${name}: not in the folder`, { file: name });
      onBytes?.(Math.floor(file.byteLength / 2));
      await Promise.resolve();
      onBytes?.(file.byteLength);
      return file.slice(0);
    },
  };
}

/** The folder with one file replaced and the manifest made to agree. */
export async function withFile(folder: Folder, name: string, data: ArrayBuffer): Promise<Folder> {
  const manifest = jsonOf<{ files: { name: string; bytes: number; sha256: string }[] }>(
    folder,
    'manifest.json',
  );
  const entry = manifest.files.find((file) => file.name === name)!;
  entry.bytes = data.byteLength;
  entry.sha256 = await sha256(data);
  return new Map(folder).set(name, data).set('manifest.json', textFile(JSON.stringify(manifest)));
}

/** The folder with every grounding weight negated. */
export function withOtherGrounding(folder: Folder): Promise<Folder> {
  const tensors = [...readSafetensors(folder.get('grounding.safetensors')!, 'grounding').values()];
  const negated = tensors.map((tensor) => {
    const bytes = tensor.bytes.slice();
    const size = tensor.dtype === 'F16' ? 2 : 4;
    for (let i = size - 1; i < bytes.length; i += size) bytes[i] ^= 0x80; // little-endian: the sign is in the last byte
    return { ...tensor, bytes };
  });
  return withFile(folder, 'grounding.safetensors', writeSafetensors(negated));
}

export function withoutGrounding(folder: Folder): Folder {
  const files = new Map(folder);
  files.delete('grounding.safetensors');
  return files;
}
