/** Keeping the model on the device. */
import type { WeightSource } from '../../engine/weights/source';
import { cacheFolder } from './cache-folder';
import { cachedSource } from './cached-source';
import { opfsFolder } from './opfs-folder';
import type { OnReport } from './report';

export type { CacheReport } from './report';

let opened: { baseUrl: string; source: WeightSource } | null = null;

/**
 * A model's files, kept in the best place that this browser has. Asked again for the same folder (another try, or a
 * GPU that was lost), it is the same source, and downloads that are under way are shared.
 */
export async function openSource(baseUrl: string, onReport: OnReport): Promise<WeightSource> {
  if (opened?.baseUrl !== baseUrl) {
    const folder = (await opfsFolder(baseUrl)) ?? (await cacheFolder(baseUrl));
    opened = { baseUrl, source: cachedSource(baseUrl, { folder, onReport }) };
  }
  return opened.source;
}
