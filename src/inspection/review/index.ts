/** One photo's review: the model's boxes stay, the person's grow out of them, and a decision comes of it. */
export { edit, type EditAction } from './actions';
export { decide, type DecideOptions } from './decide';
export * from './geometry';
export { reduce, type ReviewAction } from './reducer';
export { restoreReview, reviewProblem } from './schema';
export { canRedo, canUndo, counts, startReview } from './review';
export type { Draft, HumanBox, PredictedBox, Review } from './review';
