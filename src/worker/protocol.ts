/**
 * What passes between the page and the engine's thread: plain, structured-cloneable data.
 * Errors cross whole (`EngineErrorData`), never as strings.
 */
import type { Answer, AnswerStep, EngineInfo, EvidenceMap, Language, LoadProgress } from '../engine/api';
import type { EngineErrorData } from '../engine/errors';
import type { CacheReport } from './cache/report';

/** An upright RGBA photo whose pixels are transferred to the worker, which then owns them. */
export interface PhotoMessage {
  /** width * height * 4 bytes, row-major. */
  data: ArrayBuffer;
  width: number;
  height: number;
}

/** Fetch the model folder, build the engine. Answered by `progress`…, then `ready` or `error` without id. */
export interface LoadMessage {
  type: 'load';
  /** URL of the model folder (the one with manifest.json). */
  baseUrl: string;
}

/** Ask one question. Requests are queued and run one at a time, in order. Answered by `answer` or `error` with the id. */
export interface AskMessage {
  type: 'ask';
  id: number;
  photo: PhotoMessage;
  question: string;
  lang?: Language;
  alpha?: 0 | 1;
}

/** Stop a queued or running request; it ends in `error` 'aborted'. Unknown ids are ignored. */
export interface CancelMessage {
  type: 'cancel';
  id: number;
}

/** Destroys the GPU device, as a driver crash would (tests of recovery). */
export interface LoseDeviceMessage {
  type: 'debug.loseDevice';
}

export type ToWorker = LoadMessage | AskMessage | CancelMessage | LoseDeviceMessage;

/** 'lost': the GPU is gone; 'recovering': the engine is being rebuilt; 'ready': it answers again. */
export type DeviceState = 'lost' | 'recovering' | 'ready';

export type FromWorker =
  | { type: 'progress'; progress: LoadProgress }
  | { type: 'cache'; report: CacheReport }
  | { type: 'ready'; info: EngineInfo }
  | { type: 'evidence'; id: number; map: EvidenceMap }
  | { type: 'step'; id: number; step: AnswerStep }
  | { type: 'answer'; id: number; answer: Answer }
  | { type: 'error'; id?: number; error: EngineErrorData }
  | { type: 'device'; state: DeviceState };
