import { useApp, useSession, useSettings, useT, useView } from '../hooks/app';
import { useMarks } from '../hooks/use-review';
import { Keyboard } from '../review/Keyboard';
import { Icon, type IconName } from '../shell/icons';

/** What can be done with the view of the photo. */
export function StageToolbar() {
  const t = useT();
  const { view } = useApp();
  const scale = useView((state) => state.view.scale);
  return (
    <div className="toolbar" role="toolbar" aria-label={t('photo.region')}>
      <div className="group">
        <ViewButton icon="minus" label={t('view.zoomOut')} onClick={() => view.getState().zoom(1 / 1.5)} />
        <span className="zoom-value">{Math.round(scale * 100)}%</span>
        <ViewButton icon="plus" label={t('view.zoomIn')} onClick={() => view.getState().zoom(1.5)} />
        <ViewButton icon="fit" label={t('view.fit')} onClick={() => view.getState().fit()} />
      </div>
      <EvidenceSwitch />
      <div className="group">
        <HideButton />
        <Keyboard />
      </div>
    </div>
  );
}

function ViewButton({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button type="button" className="button quiet square" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={22} />
    </button>
  );
}

function EvidenceSwitch() {
  const t = useT();
  const { settings } = useApp();
  const available = useSession((state) => state.evidence !== null);
  const shown = useSettings((state) => state.evidenceShown);
  const opacity = useSettings((state) => state.evidenceOpacity);
  return (
    <div className="group">
      <button
        type="button"
        role="switch"
        className="switch"
        data-testid="evidence-switch"
        aria-checked={shown}
        disabled={!available}
        onClick={() => settings.getState().setEvidenceShown(!shown)}
      >
        <span className="switch-track">
          <span className="switch-thumb" />
        </span>
        {t('view.evidence')}
      </button>
      {shown && available && (
        <input
          type="range"
          className="range"
          min={10}
          max={100}
          value={Math.round(opacity * 100)}
          aria-label={t('view.evidence.opacity')}
          onChange={(event) => settings.getState().setEvidenceOpacity(Number(event.target.value) / 100)}
        />
      )}
    </div>
  );
}

/** The raw photo, for as long as it is held: by finger, mouse, or the space bar. */
function HideButton() {
  const t = useT();
  const { view } = useApp();
  const hidden = useView((state) => state.marksHidden);
  const evidence = useSession((state) => state.evidence !== null);
  const any = useMarks().length > 0 || evidence;
  const hide = () => view.getState().hideMarks(true);
  const show = () => view.getState().hideMarks(false);
  return (
    <button
      type="button"
      className="button quiet hold"
      data-testid="hide-button"
      title={t('view.hide')}
      aria-pressed={hidden}
      disabled={!any}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hide();
      }}
      onPointerUp={show}
      onPointerCancel={show}
      onKeyDown={(event) => event.key === ' ' && hide()}
      onKeyUp={show}
      onBlur={show}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name={hidden ? 'eyeOff' : 'eye'} size={22} />
      {t('view.hide.short')}
    </button>
  );
}
