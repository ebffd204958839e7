import { FormatError } from './errors';
import { checkLength, LIMITS } from './limits';

/**
 * The little of YAML that a data.yaml needs: `names` as a list or a map, in block or flow style, and `nc`.
 * Other keys are passed over. Multi-line scalars, anchors and tags inside `names` are refused.
 */
export interface DataYaml {
  names: string[];
  nc?: number;
}

/** A YAML double-quoted scalar; JSON's is one, but for characters that YAML calls unprintable. */
export const quoteYaml = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function readDataYaml(source: string): DataYaml {
  checkLength(source);
  const lines = source.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const at = lines.findIndex((line) => /^(names|"names"|'names')\s*:/.test(line));
  if (at < 0) throw new FormatError('schema', { at: 'data.yaml', expected: 'names' });
  const nc = lines.map((line) => /^nc\s*:\s*(\d{1,9})\s*(#.*)?$/.exec(line)).find(Boolean);
  const rest = lines[at].slice(lines[at].indexOf(':') + 1);
  const flow = /^\s*[[{]/.test(rest);
  if (!flow && !/^\s*(#.*)?$/.test(rest)) throw new FormatError('not-yaml', { line: at + 1 });
  const names = flow ? readFlow([rest, ...lines.slice(at + 1)].join('\n'), at) : readBlock(lines, at + 1);
  return { names, ...(nc ? { nc: Number(nc[1]) } : {}) };
}

type Entry = [index: number, name: string];

/** Keys of a map say the place; there must be no gap. */
function inOrder(entries: Entry[], line: number): string[] {
  if (entries.length > LIMITS.categories)
    throw new FormatError('too-many', { what: 'categories', limit: LIMITS.categories });
  const names: string[] = [];
  for (const [index, name] of entries) {
    if (index >= entries.length || names[index] !== undefined) throw new FormatError('not-yaml', { line });
    names[index] = name;
  }
  return names;
}

function readBlock(lines: string[], from: number): string[] {
  const entries: Entry[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (/^\s*(#.*)?$/.test(line)) continue;
    const found = /^\s*-\s+(.*)$/.exec(line) ?? /^\s+["']?(\d{1,6})["']?\s*:\s+(.*)$/.exec(line);
    if (!found && /^\S/.test(line)) break;
    if (!found) throw new FormatError('not-yaml', { line: i + 1 });
    const body = found[found.length - 1];
    const index = found.length === 3 ? Number(found[1]) : entries.length;
    const { value, end } = scalar(body, 0, '', i + 1);
    if (!/^\s*(#.*)?$/.test(body.slice(end))) throw new FormatError('not-yaml', { line: i + 1 });
    entries.push([index, value]);
  }
  return inOrder(entries, from);
}

function readFlow(source: string, line: number): string[] {
  const start = source.search(/[[{]/);
  const map = source[start] === '{';
  const close = map ? '}' : ']';
  const fail = (): never => {
    throw new FormatError('not-yaml', { line: line + 1 });
  };
  const entries: Entry[] = [];
  let at = skip(source, start + 1);
  while (source[at] !== close) {
    let index = entries.length;
    if (map) {
      const key = /^["']?(\d{1,6})["']?\s*:\s*/.exec(source.slice(at, at + 40)) ?? fail();
      index = Number(key[1]);
      at += key[0].length;
    }
    const { value, end } = scalar(source, at, `,${close}`, line + 1);
    entries.push([index, value]);
    if (entries.length > LIMITS.categories) fail();
    at = skip(source, end);
    if (source[at] === ',') at = skip(source, at + 1);
    else if (source[at] !== close) fail();
  }
  return inOrder(entries, line + 1);
}

/** Past blanks, line ends and comments. */
function skip(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    if (source[at] === '#' && /\s/.test(source[at - 1]))
      while (at < source.length && source[at] !== '\n') at++;
    else if (/\s/.test(source[at])) at++;
    else break;
  }
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** One scalar from `at` on; `ends` are the characters that end a plain one. */
function scalar(source: string, at: number, ends: string, line: number): { value: string; end: number } {
  const quoted = /"((?:[^"\\\n]|\\[^\n])*)"|'((?:[^'\n]|'')*)'/y;
  // No name is longer than this, whatever its escapes; so no pattern runs over megabytes.
  const found = quoted.exec(source.slice(at, at + 12 * LIMITS.name));
  const after = at + quoted.lastIndex;
  if (found?.[2] !== undefined) return { value: found[2].replaceAll("''", "'"), end: after };
  if (found) return { value: unescape(found[1], line), end: after };
  let end = at;
  while (end < source.length && source[end] !== '\n' && !ends.includes(source[end])) {
    if (source[end] === '#' && /\s/.test(source[end - 1] ?? ' ')) break;
    end++;
  }
  const value = source.slice(at, end).trim();
  if (value === '' || /^["'&*!|>%@`[\]{}]/.test(value)) throw new FormatError('not-yaml', { line });
  return { value, end };
}

function unescape(body: string, line: number): string {
  return body.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/gsu, (_, code: string) => {
    if (code.length > 1) {
      const point = parseInt(code.slice(1), 16);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
    } else if (Object.hasOwn(ESCAPES, code)) return ESCAPES[code];
    throw new FormatError('not-yaml', { line });
  });
}
