import { useEffect, type RefObject } from 'react';
import type { Size } from '../../inspection/box';

/** Tells the size of an element, in CSS pixels, now and whenever it changes. */
export function useSize(ref: RefObject<HTMLElement | null>, onSize: (size: Size) => void): void {
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      onSize({ width, height });
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref, onSize]);
}
