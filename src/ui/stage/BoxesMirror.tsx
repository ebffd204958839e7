import { useApp, useReviews, useT } from '../hooks/app';
import { useKindName, useMarks } from '../hooks/use-review';

/** The boxes as people have left them, for screen readers and for tests: a canvas has no content of its own. */
export function BoxesMirror() {
  const t = useT();
  const { review } = useApp();
  const kindName = useKindName();
  const selected = useReviews((state) => state.selected);
  return (
    <ul className="visually-hidden" data-testid="boxes">
      {useMarks().map(({ id, number, label, box, standing }) => (
        <li
          key={id}
          data-testid="box"
          data-id={id}
          data-standing={standing}
          data-label={label}
          data-x0={box.x0}
          data-y0={box.y0}
          data-x1={box.x1}
          data-y1={box.y1}
        >
          <button
            type="button"
            tabIndex={-1}
            aria-pressed={id === selected}
            onClick={() => review.getState().select(id)}
          >
            {t('box.item', { number, kind: kindName(label), standing: t(`box.${standing}`) })}
          </button>
        </li>
      ))}
    </ul>
  );
}
