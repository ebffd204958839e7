import type { PhotoProblem, PhotoProblemCode } from '../inspection/photo-rules';
import { EngineError, type ErrorCode } from '../worker/client';

/** Every failure a person may see; the dictionaries have a title and a remedy for each code. */
export type AppErrorCode = ErrorCode | PhotoProblemCode | 'photo-sample';

/** A failure as the screen shows it. */
export interface AppError {
  code: AppErrorCode;
  /** What the texts name: the file, its size. */
  params: Record<string, string | number>;
  /** For whoever repairs it; shown small, never instead of the texts. */
  detail?: string;
}

export function fromEngine(thrown: unknown): AppError {
  const error = EngineError.from(thrown);
  return { code: error.code, params: error.details, detail: error.message };
}

export function fromProblem({ code, ...params }: PhotoProblem): AppError {
  const known = Object.entries(params).filter(([, value]) => value !== undefined);
  return { code, params: Object.fromEntries(known) as Record<string, string | number> };
}
