import { LogError } from './log-error';

/** Deeper than any record of ours; a bound against hostile nesting. */
const MAX_DEPTH = 64;

/**
 * The one way to write a value as JSON (RFC 8785): no blanks, keys sorted by UTF-16 units, numbers and
 * strings as ECMAScript writes them. Properties that are undefined are left out, as JSON does.
 * @throws LogError 'not-canonical' for what JSON cannot say without loss
 */
export const canonicalJson = (value: unknown): string => write(value, 0);

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new LogError('not-canonical', `nested deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw new LogError('not-canonical', `${value} is not a JSON number`);
      return JSON.stringify(value); // also writes -0 as 0
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
      return object(value, depth);
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new LogError('not-canonical', `a ${typeof value} is not JSON`);
  }
}

function text(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new LogError('not-canonical', 'a string with a lone surrogate');
  return JSON.stringify(value);
}

function object(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new LogError('not-canonical', `a ${value.constructor?.name ?? 'foreign object'} is not plain data`);
  }
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).sort();
  const parts = keys
    .filter((key) => record[key] !== undefined)
    .map((key) => `${text(key)}:${write(record[key], depth + 1)}`);
  return `{${parts.join(',')}}`;
}
