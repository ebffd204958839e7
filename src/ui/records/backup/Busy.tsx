import { useT } from '../../hooks/app';
import { useBackup, useScreens } from '../screens';

/** What takes a while, how far it is, and a way out. */
export function Busy({ text }: { text: string }) {
  const t = useT();
  const { backup } = useScreens();
  const progress = useBackup((state) => state.progress);
  return (
    <p className="note-line">
      <span className="spinner" />
      <span>
        {text} {progress && t('records.restore.progress', progress)}
      </span>
      <button type="button" className="button quiet" onClick={() => backup.getState().cancel()}>
        {t('records.cancel')}
      </button>
    </p>
  );
}
