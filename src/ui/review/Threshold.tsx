import { percentOf } from '../../inspection/confidence';
import { useApp, useSettings, useT } from '../hooks/app';
import { useMarks } from '../hooks/use-review';
import { Icon } from '../shell/icons';

/** From which score a box counts: at once for every box, remembered, and one tap from the model's own. */
export function Threshold() {
  const t = useT();
  const { settings } = useApp();
  const threshold = useSettings((state) => state.threshold);
  const chosen = useSettings((state) => state.chosenThreshold !== null);
  const calibrated = useSettings((state) => state.calibratedThreshold);
  const dim = useMarks().filter(({ standing }) => standing === 'dim').length;
  const percent = percentOf(threshold);
  const reset = t('threshold.reset', { percent: percentOf(calibrated) });
  return (
    <div className="threshold">
      <label htmlFor="threshold">{t('threshold.label')}</label>
      <input
        id="threshold"
        type="range"
        className="range"
        data-testid="threshold-slider"
        min={1}
        max={99}
        value={percent}
        aria-valuetext={t('threshold.value', { percent })}
        onChange={(event) => settings.getState().setThreshold(Number(event.target.value) / 100)}
      />
      <output htmlFor="threshold">{t('threshold.value', { percent })}</output>
      <button
        type="button"
        className="button quiet square"
        data-testid="threshold-reset"
        aria-label={reset}
        title={reset}
        disabled={!chosen}
        onClick={() => settings.getState().setThreshold(null)}
      >
        <Icon name="reset" size={20} />
      </button>
      <span className="dim-count" data-testid="dim-count" data-count={dim}>
        {dim > 0 && t('threshold.dim', { count: dim })}
      </span>
    </div>
  );
}
