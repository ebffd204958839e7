/** Every failure the engine can name. The page has a text and a remedy for each code in each language. */
export type ErrorCode =
  | 'no-webgpu' // the browser has no WebGPU, or no adapter
  | 'device-lost' // the GPU device was lost and could not be rebuilt
  | 'out-of-memory'
  | 'limits' // the adapter cannot hold the model
  | 'shader' // a pipeline failed to compile
  | 'weights-missing' // a file of the model could not be fetched
  | 'weights-hash' // a file is truncated or altered
  | 'weights-format' // a file is not what the manifest says
  | 'photo' // the photo cannot be decoded, or is empty
  | 'question' // empty or too long
  | 'aborted'
  | 'internal';

/** An error with a code, a cause and a remedy; crosses the worker boundary whole via toJSON/fromJSON. */
export class EngineError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'EngineError';
  }

  toJSON(): EngineErrorData {
    const cause =
      this.cause instanceof Error ? this.cause.message : this.cause ? String(this.cause) : undefined;
    return { code: this.code, message: this.message, details: this.details, cause };
  }

  static fromJSON(data: EngineErrorData): EngineError {
    return new EngineError(data.code, data.message, data.details, { cause: data.cause });
  }

  /** Wraps anything thrown; leaves EngineErrors as they are. */
  static from(error: unknown): EngineError {
    if (error instanceof EngineError) return error;
    return new EngineError(
      'internal',
      error instanceof Error ? error.message : String(error),
      {},
      { cause: error },
    );
  }
}

export interface EngineErrorData {
  code: ErrorCode;
  message: string;
  details: Record<string, string | number>;
  cause?: string;
}
