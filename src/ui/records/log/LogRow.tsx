import { memo } from 'react';
import type { LogEntry } from '../../../inspection/log';
import { useT } from '../../hooks/app';
import { useFormats } from '../formats';
import { useLogView } from '../screens';

interface LogRowProps {
  entry: LogEntry;
  pressed: boolean;
  onShow: (entry: LogEntry) => void;
}

/** One entry: when, what, which photo, what was said of it, by which model. A tap shows all of it. */
export const LogRow = memo(function LogRow({ entry, pressed, onShow }: LogRowProps) {
  const t = useT();
  const { time } = useFormats();
  const factsOf = useLogView((state) => state.factsOf);
  const { photo, verdict, decision, model } = factsOf(entry);
  const subject = entry.type === 'system' ? t(`records.event.${entry.event}`) : photo;
  return (
    <button
      type="button"
      className="log-row"
      data-testid="log-row"
      data-seq={entry.seq}
      data-type={entry.type}
      aria-pressed={pressed}
      onClick={() => onShow(entry)}
    >
      <span className="log-seq">#{entry.seq}</span>
      <time className="log-time" dateTime={entry.time}>
        {time(entry.time)}
      </time>
      <span className="log-type">{t(`records.type.${entry.type}`)}</span>
      <span className="log-photo">{subject}</span>
      <span className="log-said">
        {verdict && (
          <span className="badge" data-verdict={verdict}>
            {t(`verdict.${verdict}`)}
          </span>
        )}
      </span>
      <span className="log-said">
        {decision && (
          <span className="badge" data-decision={decision}>
            {t(`records.decision.${decision}`)}
          </span>
        )}
      </span>
      <span
        className="log-model"
        title={model ? t('records.log.model.version', { version: model }) : undefined}
      >
        {model}
      </span>
    </button>
  );
});
