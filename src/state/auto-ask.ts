import type { PhotoStore } from './photo-store';
import type { DecodePhoto } from './photo-decode';
import { nextToAsk } from './queue-item';
import type { QueueStore } from './queue-store';
import type { ReviewStore } from './review-store';
import type { SessionStore } from './session-store';

interface Parts {
  photos: PhotoStore;
  queue: QueueStore;
  session: SessionStore;
  review: ReviewStore;
  decode: DecodePhoto;
}

/** Asks the photos that wait the standing question, one after the other, while nobody asks anything else. */
export function startAutoAsk({ photos, queue, session, review, decode }: Parts): void {
  let busy = false;
  /** What cannot be read again is not tried again. */
  const unreadable = new Set<string>();

  const next = () => {
    const { standing, asking, conversations } = session.getState();
    if (busy || !standing || asking !== null) return null;
    const { reviews } = review.getState();
    return nextToAsk(
      queue.getState().items.filter(({ ref }) => !unreadable.has(ref)),
      photos.getState().id,
      (ref) => conversations.get(ref),
      (ref) => reviews.get(ref)?.decision != null,
    );
  };

  async function pixelsOf(ref: string, name: string) {
    const { id, photo } = photos.getState();
    if (id === ref && photo) return photo;
    const file = await queue.getState().fileOf(ref);
    return file && decode(file, name);
  }

  async function look() {
    const item = next();
    if (!item) return;
    busy = true;
    try {
      const photo = await pixelsOf(item.ref, item.name).catch(() => null);
      if (!photo) unreadable.add(item.ref);
      else if (session.getState().asking === null) await session.getState().askAbout(item.ref, photo);
    } finally {
      busy = false;
    }
    queueMicrotask(() => void look());
  }

  const soon = () => void look();
  session.subscribe(({ asking, standing }, before) => {
    if (asking !== before.asking || standing !== before.standing) soon();
  });
  queue.subscribe(({ items }, before) => {
    if (items !== before.items) soon();
  });
}
