export type StorageErrorCode =
  | 'quota' // the device's storage is full
  | 'unavailable' // no IndexedDB here: private window, or forbidden
  | 'newer' // the data was written by a newer version of the app
  | 'failed' // the browser's storage failed in some other way
  | 'backup-too-large'
  | 'backup-format' // not a backup of ours, or cut short
  | 'backup-tampered' // a file of it is not what the manifest or the log says
  | 'backup-diverged'; // this device has entries that the backup does not

export interface StorageErrorDetails {
  /** The file of a backup. */
  file?: string;
  /** The log entry to blame, from 0. */
  index?: number;
  expected?: string;
  actual?: string;
}

/** A failure of storage, with what its message needs. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    readonly details: StorageErrorDetails = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StorageError';
  }

  /** Names anything the browser's storage throws. */
  static from(thrown: unknown): StorageError {
    if (thrown instanceof StorageError) return thrown;
    const { name = '', message = String(thrown) } = (thrown ?? {}) as Partial<Error>;
    return new StorageError(codeOf(name), message, {}, { cause: thrown });
  }
}

function codeOf(name: string): StorageErrorCode {
  switch (name) {
    case 'QuotaExceededError':
    case 'NS_ERROR_DOM_QUOTA_REACHED':
      return 'quota';
    case 'SecurityError':
    case 'NotSupportedError':
      return 'unavailable';
    case 'VersionError':
      return 'newer';
    default:
      return 'failed';
  }
}
