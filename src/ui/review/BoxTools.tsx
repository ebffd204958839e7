import { useStore } from 'zustand';
import { useApp, useReviews, useSettings, useT } from '../hooks/app';
import { useReview } from '../hooks/use-review';
import { Tool } from './Tools';

/** For the selected box: what it is, whether it stands. While one is being drawn: how that goes. */
export function BoxTools() {
  const t = useT();
  const { review: store } = useApp();
  const review = useReview();
  const selected = useReviews((state) => state.selected);
  const drawing = useReviews((state) => state.drawing);
  const box = review?.now.boxes.find(({ id }) => id === selected);
  const { act } = store.getState();
  if (drawing) {
    return (
      <div className="box-tools">
        <p className="box-hint" role="status">
          {t('review.add.hint')}
        </p>
        <Kinds />
      </div>
    );
  }
  if (!box) return null;
  const gone = box.status === 'rejected';
  return (
    <div className="box-tools">
      <div className="box-verdict">
        <Tool
          id="box-accept-button"
          icon="check"
          label={t(gone ? 'review.restore' : 'review.confirm')}
          disabled={box.status === 'accepted'}
          wide
          onClick={() => act({ type: 'accept', box: box.id })}
        />
        <Tool
          id="delete-button"
          icon="trash"
          label={t('review.delete')}
          disabled={gone}
          wide
          onClick={() => act({ type: 'delete', box: box.id })}
        />
      </div>
      <Kinds of={box.id} label={box.label} />
    </div>
  );
}

/** Every kind of the defect book, one tap each: of a box, or of the next one to be drawn. */
function Kinds({ of, label }: { of?: string; label?: string }) {
  const t = useT();
  const { book, review } = useApp();
  const kinds = useStore(book, (state) => state.book);
  const lang = useSettings((state) => state.lang);
  const next = useReviews((state) => state.label);
  const { act, setLabel } = review.getState();
  const chosen = of === undefined ? next : label;
  return (
    <ul className="kinds" aria-label={t('review.label')}>
      {kinds.map((kind) => (
        <li key={kind.id}>
          <button
            type="button"
            className="chip"
            data-testid="kind-button"
            data-kind={kind.id}
            aria-pressed={kind.id === chosen}
            onClick={() =>
              of === undefined ? setLabel(kind.id) : act({ type: 'relabel', box: of, label: kind.id })
            }
          >
            {kind[lang]}
          </button>
        </li>
      ))}
    </ul>
  );
}
