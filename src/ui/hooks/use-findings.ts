import { useMemo } from 'react';
import { findingsOf, type Finding } from '../../state/status';
import { useSession, useSettings } from './app';

/** The findings of the answer so far, numbered as on the photo and in the list. */
export function useFindings(): Finding[] {
  const steps = useSession((state) => state.steps);
  const threshold = useSettings((state) => state.threshold);
  return useMemo(() => findingsOf(steps, threshold), [steps, threshold]);
}
