import { useEffect, type RefObject } from 'react';
import type { Point } from '../../inspection/box';
import type { Pinch } from '../../inspection/view';

/** A drag that has taken hold of something. */
export interface Drag {
  move(at: Point): void;
  end(): void;
  /** It was a tap, or a second finger came. */
  cancel(): void;
}

export interface Gestures {
  onZoom(factor: number, at: Point): void;
  onPan(dx: number, dy: number): void;
  onPinch(from: Pinch, to: Pinch): void;
  onTap(at: Point): void;
  onDoubleTap(at: Point): void;
  /** What a drag from here takes hold of; null: it moves the view. */
  onGrab(at: Point): Drag | null;
}

/** A finger in a glove trembles: less than this many pixels is not a drag. */
const SLOP = { mouse: 3, touch: 10 };
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_REACH = 40;

/** Mouse, pen and fingers on an element, as the gestures of a photo viewer. `gestures` must be stable. */
export function useGestures(ref: RefObject<HTMLElement | null>, gestures: Gestures): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const stop = new AbortController();
    const { signal } = stop;
    const { down, move, up, wheel } = listen(element, gestures);
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', up, { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    return () => stop.abort();
  }, [ref, gestures]);
}

function listen(element: HTMLElement, gestures: Gestures) {
  const pointers = new Map<number, Point>();
  let moved = false;
  let start: Point = { x: 0, y: 0 };
  let lastTap: (Point & { time: number }) | null = null;
  let drag: Drag | null = null;

  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const pinch = (): Pinch | null => {
    const [a, b] = [...pointers.values()];
    return b ? { a, b } : null;
  };
  const letGo = (how: 'end' | 'cancel') => {
    drag?.[how]();
    drag = null;
  };

  function down(event: PointerEvent) {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    moved = pointers.size > 1;
    start = at(event);
    if (moved) letGo('cancel');
    else drag = gestures.onGrab(start);
  }

  function move(event: PointerEvent) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const slop = event.pointerType === 'mouse' ? SLOP.mouse : SLOP.touch;
    if (!moved && Math.hypot(now.x - start.x, now.y - start.y) < slop) return;
    moved = true;
    const from = pinch();
    pointers.set(event.pointerId, now);
    const to = pinch();
    if (from && to) gestures.onPinch(from, to);
    else if (drag) drag.move(now);
    else gestures.onPan(now.x - before.x, now.y - before.y);
  }

  function up(event: PointerEvent) {
    if (!pointers.delete(event.pointerId)) return;
    const cancelled = event.type === 'pointercancel';
    letGo(moved && !cancelled ? 'end' : 'cancel');
    if (moved || cancelled) return;
    const tap = { ...at(event), time: event.timeStamp };
    const twice =
      lastTap !== null &&
      tap.time - lastTap.time < DOUBLE_TAP_MS &&
      Math.hypot(tap.x - lastTap.x, tap.y - lastTap.y) < DOUBLE_TAP_REACH;
    lastTap = twice ? null : tap;
    if (twice) gestures.onDoubleTap(tap);
    else gestures.onTap(tap);
  }

  function wheel(event: WheelEvent) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 32 : 1;
    // A pinch on a trackpad arrives as a wheel with ctrlKey, in small steps.
    const speed = event.ctrlKey ? 0.01 : 0.0016;
    gestures.onZoom(Math.exp(-event.deltaY * lines * speed), at(event));
  }

  return { down, move, up, wheel };
}
