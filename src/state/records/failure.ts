import { FormatError, type FormatErrorCode } from '../../inspection/formats';
import { LogError } from '../../inspection/log';
import { StorageError, type StorageErrorCode } from '../storage';

/** Every failure of the records' screens; the dictionaries have a text for each. */
export type FailureCode =
  | FormatErrorCode
  | StorageErrorCode
  | 'backup-tampered-log' // a tampered backup, of which a log entry is to blame
  | 'unreadable' // the file cannot be read any more
  | 'no-photo'
  | 'nothing-selected'
  | 'log-only-csv' // CSV is written, not read
  | 'unexpected';

export interface Failure {
  code: FailureCode;
  /** What the texts name. */
  params: Record<string, string | number>;
  /** For whoever repairs it; shown small. */
  detail: string;
}

/** A failure of ours, thrown where one of the libraries' own would not say it. */
export class RecordsError extends Error {
  constructor(
    readonly code: FailureCode,
    readonly params: Failure['params'] = {},
  ) {
    super(code);
    this.name = 'RecordsError';
  }
}

export function failureOf(thrown: unknown): Failure {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RecordsError || thrown instanceof FormatError) {
    return { code: thrown.code, params: { ...thrown.params }, detail };
  }
  if (thrown instanceof StorageError) return ofStorage(thrown);
  if (thrown instanceof LogError) {
    return { code: 'unexpected', params: { index: thrown.index ?? 0 }, detail };
  }
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotFoundError' || name === 'NotReadableError')
    return { code: 'unreadable', params: {}, detail };
  return { code: 'unexpected', params: {}, detail };
}

function ofStorage({ code, details, message }: StorageError): Failure {
  const { file = '', index, expected = '', actual = '' } = details;
  const params = { file, expected, actual, ...(index !== undefined && { index }) };
  const blamed = code === 'backup-tampered' && index !== undefined;
  return { code: blamed ? 'backup-tampered-log' : code, params, detail: message };
}

/** Stopped by the person: nothing to report. */
export const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';
