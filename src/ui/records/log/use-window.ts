import { useCallback, useEffect, useState, type RefObject, type UIEvent } from 'react';

export interface Window {
  /** First row to draw, and one past the last. */
  start: number;
  end: number;
  onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** Rows drawn beyond the edge, so that a quick flick shows no gap. */
const BEYOND = 6;

/** Which of `count` rows of equal height can be seen; only those are drawn. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): Window {
  const [range, setRange] = useState({ first: 0, fit: 12 });

  const look = useCallback(
    ({ scrollTop, clientHeight }: Pick<HTMLElement, 'scrollTop' | 'clientHeight'>) => {
      const first = Math.floor(scrollTop / rowHeight);
      const fit = Math.ceil(clientHeight / rowHeight) + 1;
      setRange((old) => (old.first === first && old.fit === fit ? old : { first, fit }));
    },
    [rowHeight],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => look(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, look]);

  const start = Math.max(0, Math.min(range.first, count - range.fit) - BEYOND);
  return {
    start,
    end: Math.min(count, range.first + range.fit + BEYOND),
    onScroll: ({ currentTarget }) => look(currentTarget),
  };
}
