export type LogErrorCode =
  | 'not-canonical' // a value that has no canonical JSON: NaN, a lone surrogate, a Date
  | 'json' // a line is not JSON
  | 'schema' // a line is not an entry of this log
  | 'line-too-long'
  | 'no-crypto'; // the page is not in a secure context

/** A failure to write or read the log. `index` is the entry's position, from 0, where one is to blame. */
export class LogError extends Error {
  constructor(
    readonly code: LogErrorCode,
    message: string,
    readonly index: number | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LogError';
  }
}
