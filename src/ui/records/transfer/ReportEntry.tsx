import { kindFor } from '../../../inspection/defect-book';
import { percentOf } from '../../../inspection/confidence';
import type { ReportPhoto } from '../../../state/records/report';
import { useSettings, useT } from '../../hooks/app';
import { useFormats } from '../formats';
import { useBook } from '../screens';

/** One photo of the report: the picture with numbered boxes, and what was said of it. */
export function ReportEntry({ photo: { record, boxes, url } }: { photo: ReportPhoto }) {
  const t = useT();
  const { time } = useFormats();
  const lang = useSettings((state) => state.lang);
  const book = useBook((state) => state.book);
  const { image, infer, decision } = record;
  if (!image) return null;
  const verdict = decision?.part ?? infer?.verdict ?? null;
  const unit = Math.max(image.width, image.height) / 60;
  return (
    <section className="paper-photo">
      <div className="paper-picture">
        {url && <img src={url} alt="" />}
        <svg viewBox={`0 0 ${image.width} ${image.height}`} aria-hidden="true">
          {boxes.map(({ id, x0, y0, x1, y1 }, index) => (
            <g key={id} strokeWidth={unit / 5}>
              <rect x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
              <text x={x0} y={Math.max(unit * 1.6, y0 - unit / 3)} fontSize={unit * 1.8}>
                {index + 1}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <div>
        <h2>{image.name}</h2>
        <p>
          {verdict && <strong>{t(`verdict.${verdict}`)}</strong>}{' '}
          {decision ? t(`records.decision.${decision.verdict}`) : t('records.report.undecided')}
          {decision && ` · ${time(decision.time)}`}
          {decision?.operator && ` · ${decision.operator}`}
        </p>
        {infer && <p>{t('records.picture.model', { model: `${infer.model.id} ${infer.model.version}` })}</p>}
        {boxes.length === 0 ? (
          <p>{t('records.report.noboxes')}</p>
        ) : (
          <ol className="paper-boxes">
            {boxes.map(({ id, label, score }) => (
              <li key={id}>
                {kindFor(book, label)?.[lang] ?? label}
                {score !== undefined && ` ${t('score.percent', { percent: percentOf(score) })}`}
              </li>
            ))}
          </ol>
        )}
        {decision?.comment && (
          <p>
            {t('records.report.comment')}: {decision.comment}
          </p>
        )}
      </div>
    </section>
  );
}
