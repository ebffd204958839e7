import { percentOf } from '../../inspection/confidence';
import { kindOf } from '../../inspection/kinds';
import { useT } from '../hooks/app';
import { useFindings } from '../hooks/use-findings';

/** What the model found, as it found it, for tests and scripts; BoxesMirror tells people what has become of it. */
export function FindingsMirror() {
  const t = useT();
  return (
    <ul className="visually-hidden" data-testid="findings" aria-hidden="true">
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
          {t('finding.item', { number, kind: t(`kind.${kindOf(label)}`), percent: percentOf(score ?? 0) })}
        </li>
      ))}
    </ul>
  );
}
