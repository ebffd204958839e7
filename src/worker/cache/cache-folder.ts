/** Model files in the Cache API, for browsers without a private file system: whole files only, nothing is resumed. */
import type { KeptFolder, Part } from './folder';

const cacheName = (baseUrl: string) => `model ${new URL(baseUrl).pathname}`;

/** Null where there is no Cache API: insecure pages, private windows. */
export async function cacheFolder(baseUrl: string): Promise<KeptFolder | null> {
  if (typeof caches === 'undefined') return null;
  const cache = await caches.open(cacheName(baseUrl)).catch(() => null);
  if (!cache) return null;
  // A cache's keys are addresses; nothing is ever fetched from these.
  const prefix = new URL('kept/', baseUrl).href;
  return {
    kind: 'cache',
    async read(key) {
      const response = await cache.match(prefix + key);
      return response ? response.arrayBuffer() : null;
    },
    begin: (key) => Promise.resolve(wholeOnly((whole) => cache.put(prefix + key, new Response(whole)))),
    keys: async () => (await cache.keys()).map(({ url }) => url.slice(prefix.length)),
    remove: async (key) => void (await cache.delete(prefix + key)),
  };
}

export async function removeCacheFolder(baseUrl: string): Promise<void> {
  if (typeof caches !== 'undefined') await caches.delete(cacheName(baseUrl));
}

const wholeOnly = (keep: (whole: ArrayBuffer) => Promise<void>): Part => ({
  size: 0,
  read: () => undefined,
  append: () => undefined,
  clear: () => undefined,
  keep,
  close: () => undefined,
});
