import type { Page } from '@playwright/test';

/** What the page keeps of its model, seen from outside: files of the origin's private file system. */

/** Sizes by name. */
export const keptSizes = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const sizes: Record<string, number> = {};
    const root = await navigator.storage.getDirectory();
    const top = await root.getDirectoryHandle('model', { create: true });
    for await (const folder of top.values()) {
      for await (const file of (folder as FileSystemDirectoryHandle).values()) {
        // A file may be renamed while it is looked at.
        const found = await (file as FileSystemFileHandle).getFile().catch(() => null);
        if (found) sizes[file.name] = found.size;
      }
    }
    return sizes;
  });
