import { confidenceOf, percentOf } from '../../inspection/confidence';
import { kindOf } from '../../inspection/kinds';
import type { Finding } from '../../state/status';
import { useSettings, useT } from '../hooks/app';

/** What was found and how sure the model is: a name, a bar, a number and a word. */
export function FindingHead({ finding: { label, score, counts } }: { finding: Finding }) {
  const t = useT();
  const threshold = useSettings((state) => state.threshold);
  const confidence = score === undefined ? null : confidenceOf(score, threshold);
  const percent = percentOf(score ?? 0);
  return (
    <span className="finding-head">
      <span className="finding-kind">{t(`kind.${kindOf(label)}`)}</span>
      {confidence && (
        <span className="score" data-confidence={confidence} title={t('score.title', { percent })}>
          <span className="score-bar" aria-hidden="true">
            <span style={{ width: `${percent}%` }} />
          </span>
          <span className="score-number">{t('score.percent', { percent })}</span>
          <span className="score-word">{t(`score.${confidence}`)}</span>
        </span>
      )}
      {!counts && <span className="score-below">{t('score.below')}</span>}
    </span>
  );
}
