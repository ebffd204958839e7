import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../shaders', import.meta.url));

/** The same map as src/worker/shaders.ts, read from disk for Node: command line and kernel tests. */
export function readShaders(): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.wgsl'),
  );
  return Object.fromEntries(
    names.map((name) => [
      name.slice(0, -'.wgsl'.length).split(sep).join('/'),
      readFileSync(join(root, name), 'utf8'),
    ]),
  );
}
