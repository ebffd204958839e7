/** The record log: append-only, hash-chained, pure. */
export type * from './bodies';
export { SYSTEM_EVENTS } from './bodies';
export { canonicalJson } from './canonical';
export { EMPTY, headOf, seal, verify } from './chain';
export type { Breakage, Head, Verification, VerifyOptions } from './chain';
export { imageRefOf, isType, SCHEMA, type DraftEntry, type Entry, type LogEntry } from './entry';
export { decodeJsonl, encodeJsonl, encodeLine, verifyJsonl } from './jsonl';
export { LogError, type LogErrorCode } from './log-error';
export { judged, projectPhotos, type PhotoRecord } from './projection';
export { entryProblem, isEntry } from './schema';
export { LogIndex, type LogQuery } from './search';
export { isSha256, sha256, type Hash } from './sha256';
export { stamp, type Clock, type Origin } from './stamp';
export { toDataset } from './to-dataset';
export { median, statistics, statisticsOf, type Agreement, type LogStatistics } from './statistics';
