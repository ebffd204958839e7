import { percentOf } from '../../inspection/confidence';
import { kindOf } from '../../inspection/kinds';
import { useApp, useT } from '../hooks/app';
import { useFindings } from '../hooks/use-findings';

/** What the canvas shows, for screen readers and for tests: a canvas has no content of its own. */
export function FindingsMirror() {
  const t = useT();
  const { session } = useApp();
  return (
    <ul className="visually-hidden" data-testid="findings">
      {useFindings().map(({ index, number, label, box, score }) => (
        <li
          key={index}
          data-testid="finding"
          data-label={label}
          data-x0={box.x0}
          data-y0={box.y0}
          data-x1={box.x1}
          data-y1={box.y1}
          data-score={score}
        >
          <button type="button" tabIndex={-1} onClick={() => session.getState().select(index)}>
            {t('finding.item', { number, kind: t(`kind.${kindOf(label)}`), percent: percentOf(score ?? 0) })}
          </button>
        </li>
      ))}
    </ul>
  );
}
