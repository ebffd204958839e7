import type { Loss } from '../../../inspection/formats';
import { lossOf } from '../../../state/records/export-data';
import type { ExportFormat } from '../../../state/records/export-store';
import { useT } from '../../hooks/app';
import { useFormats } from '../formats';

/** What the chosen format loses, in words; the formats' tests hold them to it. */
export function LossText({ format }: { format: ExportFormat }) {
  const t = useT();
  return (
    <div className="loss" data-testid="export-loss">
      <h4>{t('records.loss.title')}</h4>
      {format === 'png' || format === 'report' ? (
        <p>{t(`records.loss.${format}`)}</p>
      ) : (
        <Stated loss={lossOf(format)} />
      )}
    </div>
  );
}

/** Errors below these are none to a person. */
const PIXELS = 1e-3;
const SHARE = 1e-8;

function Stated({ loss: { pixels, share, drops } }: { loss: Loss }) {
  const t = useT();
  const { number } = useFormats();
  let edges = t('records.loss.edges.exact');
  if (pixels >= PIXELS) edges = t('records.loss.edges.pixels', { pixels: number(pixels, 3) });
  else if (share >= SHARE) edges = t('records.loss.edges.share', { parts: number(Math.round(1 / share)) });
  return (
    <>
      {drops.length === 0 ? (
        <p>{t('records.loss.none')}</p>
      ) : (
        <ul className="bullets">
          {drops.map((one) => (
            <li key={one}>{t(`records.loss.drop.${one}`)}</li>
          ))}
        </ul>
      )}
      <p className="fine">{edges}</p>
    </>
  );
}
