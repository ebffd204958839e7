/** Every reason for which an export or import is refused. The page has a text for each, in each language. */
export type FormatErrorCode =
  | 'too-large' // limit, size: characters or bytes
  | 'too-many' // what, limit
  | 'not-json'
  | 'not-xml' // line, problem
  | 'xml-doctype' // document types and entities are never read
  | 'not-yaml' // line
  | 'not-csv' // line
  | 'not-zip'
  | 'zip-path' // name: an entry that points outside the archive, or one that is there twice
  | 'not-utf8' // name
  | 'schema' // at, expected
  | 'bad-number' // at: not finite, or out of range
  | 'bad-box' // at: empty, inverted, or not on the photo
  | 'unknown-id' // at, id
  | 'duplicate-id' // at, id
  | 'no-file' // name: a file that the format needs is missing
  | 'unknown-format';

/** What can be passed over in an import, but not silently. */
export type FormatWarningCode =
  | 'box-clipped' // reached beyond the photo
  | 'box-outside' // lay wholly beyond the photo; left out
  | 'shape-skipped' // not a box; left out
  | 'polygon-boxed' // replaced by the box around it
  | 'rotation-boxed' // turned; replaced by the upright box around it
  | 'crowd-skipped'
  | 'no-size' // the photo's size is not known; left out
  | 'class-count' // data.yaml counts other than it lists
  | 'file-skipped' // belongs to no known place of the format
  | 'annotation-skipped' // cancelled, or another of the same photo counts
  | 'zero-based'; // VOC coordinates start at 0

export type Params = Readonly<Record<string, string | number>>;

/** The only error that this folder throws; `params` go into the translated text. */
export class FormatError extends Error {
  constructor(
    readonly code: FormatErrorCode,
    readonly params: Params = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'FormatError';
  }
}

/** `params` are those of the first of `count` cases. */
export interface FormatWarning {
  readonly code: FormatWarningCode;
  readonly count: number;
  readonly params: Params;
}

/** Collects warnings, one entry a code: a million clipped boxes are one line on the screen. */
export class Warnings {
  readonly #seen = new Map<FormatWarningCode, FormatWarning>();

  add(code: FormatWarningCode, params: Params = {}): void {
    const seen = this.#seen.get(code);
    this.#seen.set(code, seen ? { ...seen, count: seen.count + 1 } : { code, count: 1, params });
  }

  list(): FormatWarning[] {
    return [...this.#seen.values()];
  }
}
