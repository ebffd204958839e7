import { useMemo } from 'react';
import { useStore } from 'zustand';
import { kindById } from '../../inspection/defect-book';
import { kindOf } from '../../inspection/kinds';
import type { Review } from '../../inspection/review';
import { marksOf, type Mark } from '../../state/marks';
import { outcomeAt, type Outcome } from '../../state/status';
import { useApp, usePhotos, useReviews, useSession, useSettings, useT } from './app';

/** The review of the photo on the screen; undefined until it is answered or somebody draws on it. */
export function useReview(): Review | undefined {
  const id = usePhotos((state) => state.id);
  return useReviews((state) => (id === null ? undefined : state.reviews.get(id)));
}

/** The boxes on the photo, numbered as in the list. */
export function useMarks(): Mark[] {
  const phase = useSession((state) => state.phase);
  const steps = useSession((state) => state.steps);
  const review = useReview();
  const threshold = useSettings((state) => state.threshold);
  return useMemo(() => marksOf({ phase, steps }, review, threshold), [phase, steps, review, threshold]);
}

/** The verdict, under the threshold in force. */
export function useOutcome(): Outcome | null {
  const chosen = useSettings((state) => state.chosenThreshold);
  return useSession((state) => outcomeAt(state, chosen));
}

/** What the plant calls a kind of defect, in the language of the page. */
export function useKindName(): (label: string) => string {
  const t = useT();
  const book = useStore(useApp().book, (state) => state.book);
  const lang = useSettings((state) => state.lang);
  return useMemo(
    () => (label: string) => kindById(book, label)?.[lang] ?? t(`kind.${kindOf(label)}`),
    [book, lang, t],
  );
}
