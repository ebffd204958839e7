/** Small checks for data from outside. A check returns what is wrong, with its place, or null. */
export type Check = (value: unknown, at: string) => string | null;

/** One check for each property of T: a property added to the type and forgotten here does not compile. */
export type Shape<T> = { [K in keyof T]-?: Check };

const is =
  (what: string, test: (value: unknown) => boolean): Check =>
  (value, at) =>
    test(value) ? null : `${at} is not ${what}`;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = is('a text', (value) => typeof value === 'string');
export const number = is('a number', Number.isFinite);
export const flag = is('true or false', (value) => typeof value === 'boolean');
export const index = is(
  'a whole number from 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const digest = is('a SHA-256', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
export const moment = is(
  'a time',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
);

export const oneOf = (...values: readonly string[]): Check =>
  is(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value));

export const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined ? null : check(value, at);

export const nullable =
  (check: Check): Check =>
  (value, at) =>
    value === null ? null : check(value, at);

export const list =
  (check: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return `${at} is not a list`;
    for (let i = 0; i < value.length; i++) {
      const problem = check(value[i], `${at}[${i}]`);
      if (problem) return problem;
    }
    return null;
  };

/** An object used as a map: any keys, all values alike. */
export const mapOf =
  (check: Check): Check =>
  (value, at) => {
    if (!isRecord(value)) return `${at} is not an object`;
    for (const [key, item] of Object.entries(value)) {
      const problem = check(item, `${at}.${key}`);
      if (problem) return problem;
    }
    return null;
  };

/** Properties beyond the shape are left alone: a newer version may have more to say. */
export const shape =
  <T>(checks: Shape<T>): Check =>
  (value, at) => {
    if (!isRecord(value)) return `${at} is not an object`;
    for (const key in checks) {
      const problem = checks[key](Object.hasOwn(value, key) ? value[key] : undefined, `${at}.${key}`);
      if (problem) return problem;
    }
    return null;
  };
