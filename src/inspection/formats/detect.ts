import { FormatError } from './errors';
import type { FormatId } from './index';
import type { Files } from './types';

/**
 * Which format a dropped file, or the unpacked files of an archive, is in. Looks at paths and first characters
 * only; the decoder has the last word.
 * @throws FormatError 'unknown-format'
 */
export function detectFormat(files: Files): FormatId {
  const paths = [...files.keys()];
  const withEnding = (ending: RegExp) => paths.filter((path) => ending.test(path));
  if (withEnding(/\.ya?ml$/i).length || withEnding(/(^|\/)classes\.txt$/i).length) return 'yolo';
  const xml = withEnding(/\.xml$/i);
  const json = withEnding(/^(?!.*\bresults\.json$).*\.json$/i);
  const tasks = json.length === 1 ? start(files.get(json[0])!) : '';
  if (tasks.startsWith('[')) return 'label-studio';
  if (tasks.startsWith('{')) return 'coco';
  if (xml.length > 0) {
    const root = /^(?:<\?[^>]*\?>\s*|<!--[^]*?-->\s*)*<(\w+)/.exec(start(files.get(xml[0])!))?.[1];
    if (root === 'annotation') return 'voc';
    if (root === 'annotations' && xml.length === 1) return 'cvat';
  }
  if (withEnding(/\.csv$/i).length === 1) return 'csv';
  throw new FormatError('unknown-format');
}

const start = (text: string): string => text.slice(0, 4000).replace(/^[\ufeff\s]+/, '');
