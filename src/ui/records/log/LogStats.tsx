import { useT } from '../../hooks/app';
import { useFormats } from '../formats';
import { useLogView } from '../screens';

/** How reviews went; each photo counts once, with its latest decision. */
export function LogStats() {
  const t = useT();
  const { number } = useFormats();
  const stats = useLogView((state) => state.statistics);
  const { decided, accepted, rejected, corrected, missedBoxes, medianReviewMs } = stats;
  const photos = (count: number) => t('records.stat.photos', { count: number(count) });
  const median =
    medianReviewMs === null
      ? t('records.stat.none')
      : t('records.stat.seconds', { seconds: number(medianReviewMs / 1000, 1) });
  const rows = [
    ['reviewed', photos(decided)],
    ['accepted', photos(accepted)],
    ['rejected', photos(rejected)],
    ['corrected', photos(corrected)],
    ['missed', t('records.stat.boxes', { count: number(missedBoxes) })],
    ['median', median],
  ] as const;
  return (
    <dl className="stats" aria-label={t('records.stat.title')} data-testid="log-stats">
      {rows.map(([name, value]) => (
        <div key={name} className="stat" data-stat={name}>
          <dt>{t(`records.stat.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
