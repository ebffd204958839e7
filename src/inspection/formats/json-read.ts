import { FormatError } from './errors';
import { checkLength, LIMITS } from './limits';

/** A plain JSON object, of which only named keys are ever looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws FormatError, whatever is wrong with the text */
export function parseJson(text: string): unknown {
  checkLength(text);
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new FormatError('not-json');
  }
}

const refuse = (at: string, expected: string): never => {
  throw new FormatError('schema', { at, expected });
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const object = (value: unknown, at: string): JsonObject =>
  isObject(value) ? value : refuse(at, 'object');

export const list = (value: unknown, at: string, limit: number = LIMITS.boxes): readonly unknown[] => {
  if (!Array.isArray(value)) return refuse(at, 'list');
  if (value.length > limit) throw new FormatError('too-many', { what: at, limit });
  return value;
};

/** A missing list is an empty one. */
export const listOrNone = (value: unknown, at: string): readonly unknown[] =>
  value == null ? [] : list(value, at);

export const text = (value: unknown, at: string, limit: number = LIMITS.name): string =>
  typeof value === 'string' && value.length <= limit ? value : refuse(at, `text of at most ${limit}`);

export const number = (value: unknown, at: string): number => {
  if (typeof value !== 'number') return refuse(at, 'number');
  if (!Number.isFinite(value)) throw new FormatError('bad-number', { at });
  return value;
};

export const integer = (value: unknown, at: string): number =>
  Number.isSafeInteger(value) ? (value as number) : refuse(at, 'whole number');

/** What `read` makes of it, or nothing where there is nothing. */
export const maybe = <T>(
  read: (value: unknown, at: string) => T,
  value: unknown,
  at: string,
): T | undefined => (value == null ? undefined : read(value, at));

/** One of some words; others count as nothing said. */
export const oneOf = <T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === value);
