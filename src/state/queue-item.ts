import type { Size } from '../inspection/box';
import type { ImageInfo, LogVerdict } from '../inspection/log';
import type { Review } from '../inspection/review';
import { SILENT, type Conversation } from './conversation';
import { outcomeAt } from './status';

/** A photo in the queue. Its pixels are not here: only the photo on the screen is decoded. */
export interface QueueItem {
  /** SHA-256 of the file: its name in the log, and here. */
  readonly ref: string;
  readonly name: string;
  readonly size: Size;
  readonly source: ImageInfo['source'];
  /** URL of a small picture; null until there is one. */
  readonly thumbnail: string | null;
  /** Came with others, and so is asked the standing question by itself. */
  readonly auto: boolean;
}

/** A file that is still being read. */
export interface ReadingItem {
  readonly key: string;
  readonly name: string;
}

export type ItemState = 'waiting' | 'asking' | 'answered' | 'failed' | 'reviewed';

export interface ItemStatus {
  state: ItemState;
  /** Of the answer; null without one, or where it has no verdict. */
  verdict: LogVerdict | null;
}

/** What the strip says of a photo. */
export function statusOfItem(
  conversation: Conversation = SILENT,
  review?: Review,
  chosenThreshold: number | null = null,
): ItemStatus {
  const outcome = outcomeAt(conversation, chosenThreshold);
  const verdict =
    outcome === 'pass' || outcome === 'fail' || outcome === 'review'
      ? outcome
      : outcome === 'cannot'
        ? 'review'
        : null;
  return { state: stateOf(conversation, review), verdict };
}

function stateOf({ phase }: Conversation, review?: Review): ItemState {
  if (review?.decision != null) return 'reviewed';
  switch (phase) {
    case 'idle':
    case 'cancelled':
      return 'waiting';
    case 'queued':
    case 'thinking':
      return 'asking';
    case 'done':
      return 'answered';
    case 'failed':
      return 'failed';
  }
}

/** The items in the order in which they come up after `ref`, round and round, without it. */
export function after<T extends { ref: string }>(items: readonly T[], ref: string | null): T[] {
  const at = items.findIndex((item) => item.ref === ref);
  return at < 0 ? [...items] : [...items.slice(at + 1), ...items.slice(0, at)];
}

/** The photo to review next: the nearest answered one, else the nearest that has no decision. */
export function nextToReview(
  items: readonly QueueItem[],
  current: string | null,
  statusFor: (ref: string) => ItemStatus,
): QueueItem | null {
  const open = after(items, current).filter((item) => statusFor(item.ref).state !== 'reviewed');
  return open.find((item) => statusFor(item.ref).state === 'answered') ?? open.at(0) ?? null;
}

/** The photo to ask about next: the one on the screen, else the nearest after it. */
export function nextToAsk(
  items: readonly QueueItem[],
  current: string | null,
  conversationOf: (ref: string) => Conversation | undefined,
  isDecided: (ref: string) => boolean,
): QueueItem | null {
  const now = items.find((item) => item.ref === current);
  const waits = ({ ref, auto }: QueueItem) =>
    auto && !isDecided(ref) && (conversationOf(ref)?.phase ?? 'idle') === 'idle';
  return [...(now ? [now] : []), ...after(items, current)].find(waits) ?? null;
}
