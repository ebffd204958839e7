import type { Box, Point } from '../box';
import type { ReasonCode } from '../log/bodies';
import { fitBox, moveBox, nudgeBox, resizeBox, type Direction, type Handle } from './geometry';
import type { Draft, HumanBox, Review } from './review';

/** What a person does to the draft. Outside a gesture each is a step of its own. */
export type EditAction =
  /** A box, or with no box the answer as a whole: takes a rejection back. */
  | { type: 'accept'; box?: string }
  /** A box, or with no box the answer as a whole. */
  | { type: 'reject'; box?: string; reason?: ReasonCode }
  | { type: 'move'; box: string; by: Point }
  | { type: 'resize'; box: string; handle: Handle; by: Point }
  | { type: 'nudge'; box: string; way: Direction; fast: boolean; handle?: Handle }
  /** To where a drag has brought it. */
  | { type: 'reshape'; box: string; to: Box }
  | { type: 'relabel'; box: string; label: string }
  /** A copy of the model's box is rejected, and can be accepted again; a drawn one is gone. */
  | { type: 'delete'; box: string }
  | { type: 'add'; box: Box; label: string }
  | { type: 'comment'; text: string }
  | { type: 'reason'; code: ReasonCode | null };

/** The draft after an action; the same object if it changes nothing. */
export function edit(
  draft: Draft,
  action: EditAction,
  { size, nextId }: Pick<Review, 'size' | 'nextId'>,
): Draft {
  switch (action.type) {
    case 'accept':
      if (action.box === undefined) return acceptAll(draft);
      return change(draft, action.box, (box) => ({ ...box, status: 'accepted' }));
    case 'reject':
      if (action.box === undefined) return rejectAll(draft, action.reason ?? null);
      return remove(draft, action.box);
    case 'delete':
      return remove(draft, action.box);
    case 'move':
      return reshape(draft, action.box, (box) => moveBox(box, action.by, size));
    case 'resize':
      return reshape(draft, action.box, (box) => resizeBox(box, action.handle, action.by, size));
    case 'nudge':
      return reshape(draft, action.box, (box) => nudgeBox(box, action.way, action.fast, size, action.handle));
    case 'reshape':
      return reshape(draft, action.box, () => fitBox(action.to, size));
    case 'relabel':
      return change(draft, action.box, (box) =>
        box.label === action.label ? box : { ...box, label: action.label, status: 'accepted' },
      );
    case 'add': {
      const box = fitBox(action.box, size);
      const added = {
        id: `h${nextId}`,
        predicted: null,
        box,
        label: action.label,
        status: 'accepted',
      } as const;
      return { ...draft, boxes: [...draft.boxes, added], rejected: false };
    }
    case 'comment':
      return action.text === draft.comment ? draft : { ...draft, comment: action.text };
    case 'reason':
      return action.code === draft.reason ? draft : { ...draft, reason: action.code };
  }
}

function change(draft: Draft, id: string, how: (box: HumanBox) => HumanBox): Draft {
  const at = draft.boxes.findIndex((box) => box.id === id);
  if (at < 0) return draft;
  const before = draft.boxes[at];
  const after = how(before);
  if (after === before || (after.status === before.status && same(after, before))) return draft;
  return {
    ...draft,
    boxes: draft.boxes.with(at, after),
    rejected: draft.rejected && after.status === 'rejected',
  };
}

function same(a: HumanBox, b: HumanBox): boolean {
  const [p, q] = [a.box, b.box];
  return a.label === b.label && p.x0 === q.x0 && p.y0 === q.y0 && p.x1 === q.x1 && p.y1 === q.y1;
}

/** A box that has been shaped by hand is accepted by that. */
const reshape = (draft: Draft, id: string, how: (box: Box) => Box): Draft =>
  change(draft, id, (before) => {
    const after: HumanBox = { ...before, box: how(before.box), status: 'accepted' };
    return same(after, before) ? before : after;
  });

function remove(draft: Draft, id: string): Draft {
  const box = draft.boxes.find((one) => one.id === id);
  if (box?.predicted === null) return { ...draft, boxes: draft.boxes.filter((one) => one !== box) };
  return change(draft, id, (one) => ({ ...one, status: 'rejected' }));
}

/** Drawn boxes stay: rejecting the answer says nothing against them. */
function rejectAll(draft: Draft, reason: ReasonCode | null): Draft {
  const boxes = draft.boxes.map((box) =>
    box.predicted === null ? box : { ...box, status: 'rejected' as const },
  );
  return { ...draft, boxes, rejected: true, reason: reason ?? draft.reason };
}

function acceptAll(draft: Draft): Draft {
  if (!draft.rejected && draft.boxes.every((box) => box.status !== 'rejected')) return draft;
  const boxes = draft.boxes.map((box) =>
    box.status === 'rejected' ? { ...box, status: 'open' as const } : box,
  );
  return { ...draft, boxes, rejected: false, reason: null };
}
