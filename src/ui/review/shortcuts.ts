import type { Direction } from '../../inspection/review';
import type { App } from '../../state/app';
import { marksOf } from '../../state/marks';
import { conclude } from './use-verdict-actions';

/** The part of a keyboard event that decides. */
export type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat'>;

/** What the sheet lists, in its order. */
export const SHORTCUTS = [
  { keys: ['Enter'], text: 'keys.accept' },
  { keys: ['R'], text: 'keys.reject' },
  { keys: ['S'], text: 'keys.skip' },
  { keys: ['←', '→'], text: 'keys.photos' },
  { keys: ['N'], text: 'keys.next' },
  { keys: ['B'], text: 'keys.draw' },
  { keys: ['←', '↑', '↓', '→'], text: 'keys.move' },
  { keys: ['Alt', '←↑↓→'], text: 'keys.resize' },
  { keys: ['1', '…', '9'], text: 'keys.label' },
  { keys: ['Del'], text: 'keys.delete' },
  { keys: ['C'], text: 'keys.comment' },
  { keys: ['Ctrl', 'Z'], text: 'keys.undo' },
  { keys: ['Ctrl', 'Shift', 'Z'], text: 'keys.redo' },
  { keys: ['H'], text: 'keys.hide' },
  { keys: ['+', '−', '0'], text: 'keys.zoom' },
  { keys: ['Esc'], text: 'keys.escape' },
  { keys: ['?'], text: 'keys.help' },
] as const;

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** What a key does now; null for nothing, and then the browser keeps it. */
export function shortcut(app: App, press: Press): (() => void) | null {
  const { review, queue, view, photos } = app;
  if (!photos.getState().photo) return null;
  const { act, select, selected, drawing, setDrawing } = review.getState();
  const { zoom, fit, hideMarks } = view.getState();
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;

  if (press.ctrlKey || press.metaKey) {
    if (key === 'z') return () => act({ type: press.shiftKey ? 'redo' : 'undo' });
    if (key === 'y') return () => act({ type: 'redo' });
    return null;
  }
  if (key in ARROWS) return arrow(app, press);
  if (press.repeat) return null;
  if (/^[1-9]$/.test(key)) return selected === null ? null : relabel(app, selected, Number(key));
  const actions: Record<string, () => void> = {
    Enter: () => (drawing ? placeInTheMiddle(app) : void conclude(app, 'accept')),
    r: () => void conclude(app, 'reject'),
    s: () => void conclude(app, 'skip'),
    b: () => setDrawing(!drawing),
    n: () => select(neighbour(app, press.shiftKey ? -1 : 1)),
    Delete: () => selected !== null && act({ type: 'delete', box: selected }),
    Backspace: () => selected !== null && act({ type: 'delete', box: selected }),
    Escape: () => (drawing ? setDrawing(false) : select(null)),
    h: () => hideMarks(true),
    '+': () => zoom(1.25),
    '-': () => zoom(0.8),
    '0': fit,
    PageDown: () => void queue.getState().step(1),
    PageUp: () => void queue.getState().step(-1),
  };
  return actions[key] ?? null;
}

/** A key let go: a move with the arrows is one step, however long it was held. */
export function released(app: App, key: string): void {
  if (key in ARROWS) app.review.getState().act({ type: 'commit' });
  if (key.toLowerCase() === 'h') app.view.getState().hideMarks(false);
}

function arrow({ review, queue }: App, { key, shiftKey, altKey }: Press): (() => void) | null {
  const way = ARROWS[key];
  const { selected, act } = review.getState();
  if (selected === null) {
    if (way === 'left') return () => void queue.getState().step(-1);
    if (way === 'right') return () => void queue.getState().step(1);
    return null;
  }
  return () => {
    act({ type: 'begin' });
    act({ type: 'nudge', box: selected, way, fast: shiftKey, ...(altKey && { handle: 'se' as const }) });
  };
}

function relabel({ book, review }: App, box: string, digit: number): (() => void) | null {
  const kind = book.getState().book.at(digit - 1);
  return kind ? () => review.getState().act({ type: 'relabel', box, label: kind.id }) : null;
}

/** For those who have no pointer: a box of a fifth of what is in view, to be moved with the arrows. */
function placeInTheMiddle({ review, view }: App) {
  const { view: frame, stage } = view.getState();
  const middle = {
    x: (stage.width / 2 - frame.x) / frame.scale,
    y: (stage.height / 2 - frame.y) / frame.scale,
  };
  const half = { x: stage.width / frame.scale / 10, y: stage.height / frame.scale / 10 };
  const { act, label } = review.getState();
  const box = { x0: middle.x - half.x, y0: middle.y - half.y, x1: middle.x + half.x, y1: middle.y + half.y };
  act({ type: 'add', box, label });
}

function neighbour({ review, session, settings, photos }: App, by: number): string | null {
  const { reviews, selected } = review.getState();
  const current = reviews.get(photos.getState().id ?? '');
  const marks = marksOf(session.getState(), current, settings.getState().threshold);
  if (marks.length === 0) return null;
  const at = marks.findIndex(({ id }) => id === selected);
  if (at < 0) return marks.at(by > 0 ? 0 : -1)?.id ?? null;
  return marks[(at + by + marks.length) % marks.length].id;
}
