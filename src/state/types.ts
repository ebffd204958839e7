/** What the screen needs to know of the engine's data. */
export type {
  Answer,
  AnswerStep,
  EngineInfo,
  EvidenceMap,
  LoadProgress,
  StepKind,
  Timings,
} from '../worker/client';
