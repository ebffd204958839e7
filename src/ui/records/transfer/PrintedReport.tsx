import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { ReportData } from '../../../state/records/report';
import { useT } from '../../hooks/app';
import { useFormats } from '../formats';
import { useExport, useScreens } from '../screens';
import { ReportEntry } from './ReportEntry';

/** The report, drawn for the printer alone, and printed as soon as its pictures are there. */
export function PrintedReport() {
  const report = useExport((state) => state.report);
  return report && createPortal(<Report report={report} />, document.body);
}

function Report({ report }: { report: ReportData }) {
  const t = useT();
  const { time, number } = useFormats();
  const { exporting } = useScreens();
  const paper = useRef<HTMLElement>(null);

  useEffect(() => {
    let wanted = true;
    const pictures = [...(paper.current?.querySelectorAll('img') ?? [])];
    // A photo that cannot be decoded must not hold up the rest.
    void Promise.allSettled(pictures.map((picture) => picture.decode())).then(() => {
      if (!wanted) return;
      window.print();
      exporting.getState().reportPrinted();
    });
    return () => void (wanted = false);
  }, [exporting]);

  const { statistics, head, photos, left } = report;
  const facts = [
    [t('records.report.made'), time(report.made)],
    [t('records.report.scope'), t(`records.selection.${report.selection}`)],
    [t('records.report.entries'), number(statistics.entries)],
    [t('records.report.head'), head.hash],
  ];
  const counted = [
    ['reviewed', statistics.decided],
    ['accepted', statistics.accepted],
    ['rejected', statistics.rejected],
    ['corrected', statistics.corrected],
    ['missed', statistics.missedBoxes],
  ] as const;
  return (
    <article ref={paper} className="paper" data-testid="report">
      <h1>{t('records.report.title')}</h1>
      <dl className="paper-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {counted.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`records.stat.${name}`)}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {photos.map((photo) => (
        <ReportEntry key={photo.record.ref} photo={photo} />
      ))}
      {left > 0 && <p>{t('records.report.left', { count: number(left) })}</p>}
    </article>
  );
}
