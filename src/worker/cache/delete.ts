/** For the page's storage screen: how much the kept model takes, and letting go of it. */
import { removeCacheFolder } from './cache-folder';
import { opfsFolderBytes, removeOpfsFolder } from './opfs-folder';

const hasOpfs = () => typeof navigator.storage?.getDirectory === 'function';

/**
 * Deletes the kept model. The one that is loaded goes on answering; the next load fetches it anew.
 * @param baseUrl absolute URL of the model folder
 * @throws DOMException while one of its files is being written
 */
export async function deleteModel(baseUrl: string): Promise<void> {
  await removeCacheFolder(baseUrl);
  if (hasOpfs()) await removeOpfsFolder(baseUrl);
}

/** Bytes of the kept model, begun files included; 0 where there is none. */
export const modelBytes = async (baseUrl: string): Promise<number> =>
  hasOpfs() ? opfsFolderBytes(baseUrl) : 0;
