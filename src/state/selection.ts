import { boxIdOf } from './infer-body';
import type { ReviewStore } from './review-store';
import type { SessionStore } from './session-store';
import type { ViewStore } from './view-store';

/** A step tapped in the list and its box tapped on the photo are one selection; what is selected comes into view. */
export function linkSelections(session: SessionStore, review: ReviewStore, view: ViewStore): void {
  const stepOf = (box: string | null) =>
    session.getState().steps.find((step) => boxIdOf(step) === box)?.index ?? null;

  session.subscribe(({ selected, steps }, before) => {
    if (selected === before.selected) return;
    const step = steps.find((one) => one.index === selected);
    if (step?.box) view.getState().reveal(step.box);
    const box = step?.kind === 'find' ? boxIdOf(step) : null;
    const { selected: now, select } = review.getState();
    // Taking the selection from a step leaves alone a box that belongs to no step.
    if (box !== now && (box !== null || stepOf(now) !== null)) select(box);
  });
  review.subscribe(({ selected }, before) => {
    if (selected === before.selected) return;
    const { steps, selected: now, select } = session.getState();
    // A place that was looked at takes the selection from a box, and keeps it.
    if (selected === null && steps.some(({ index, kind }) => index === now && kind !== 'find')) return;
    const step = stepOf(selected);
    if (step !== now) select(step);
  });
}
