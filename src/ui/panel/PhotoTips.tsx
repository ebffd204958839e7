import { useT } from '../hooks/app';

const TIPS = ['cannot.tip.near', 'cannot.tip.light', 'cannot.tip.focus'] as const;

/** What makes a better photo, when this one could not answer. */
export function PhotoTips() {
  const t = useT();
  return (
    <div className="tips">
      <h3>{t('cannot.tips.title')}</h3>
      <ul>
        {TIPS.map((tip) => (
          <li key={tip}>{t(tip)}</li>
        ))}
      </ul>
    </div>
  );
}
