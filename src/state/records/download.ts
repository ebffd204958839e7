/** Gives a file to the person; tests hand in their own. */
export type Download = (blob: Blob, name: string) => void;

/** Long enough for a slow tablet to have begun; a `blob:` URL holds its memory until it is revoked. */
const KEEP_MS = 60_000;

export const browserDownload: Download = (blob, name) => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
};

/** "lynx-coco-20260729-1405.zip": sorts by time, and no system minds it. */
export function fileName(what: string, now: Date, ending: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `lynx-${what}-${day}-${two(now.getHours())}${two(now.getMinutes())}.${ending}`;
}
