/** Where a model folder's files come from. The engine knows no more of the world than this. */
import { EngineError } from '../errors';

/** @param loaded bytes of this file so far */
export type OnBytes = (loaded: number) => void;

export interface WeightSource {
  /**
   * The whole file.
   * @throws EngineError 'weights-missing' when it cannot be had
   */
  fetchFile(name: string, onBytes?: OnBytes): Promise<ArrayBuffer>;
}

/** Files below a URL. `fetcher` is a parameter for tests. */
export function httpSource(
  baseUrl: string,
  fetcher: typeof fetch = (...args) => fetch(...args),
): WeightSource {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return {
    async fetchFile(name, onBytes) {
      const missing = (why: string, cause?: unknown) =>
        new EngineError('weights-missing', `${name}: ${why}`, { file: name, url: base + name }, { cause });
      let response: Response;
      try {
        response = await fetcher(base + name);
      } catch (cause) {
        throw missing('the network request failed', cause);
      }
      if (!response.ok) throw missing(`HTTP ${response.status}`);
      // Static hosts answer an unknown path with the app's own page.
      if (response.headers.get('content-type')?.startsWith('text/html'))
        throw missing('got a web page instead');
      try {
        return response.body ? await readAll(response, onBytes) : await response.arrayBuffer();
      } catch (cause) {
        throw missing('the download broke off', cause);
      }
    },
  };
}

async function readAll(response: Response, onBytes?: OnBytes): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.byteLength;
    onBytes?.(loaded);
  }
  const file = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.byteLength;
  }
  return file.buffer;
}
