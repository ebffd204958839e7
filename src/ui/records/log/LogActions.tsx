import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FileButton } from '../FileButton';
import { useLogView, useScreens } from '../screens';

/** Verify what is stored, verify a file somebody brings, take the log along. */
export function LogActions() {
  const t = useT();
  const { log } = useScreens();
  const empty = useLogView((state) => state.total === 0);
  const running = useLogView((state) => state.check?.phase === 'running');
  return (
    <div className="actions">
      <button
        type="button"
        className="button primary"
        data-testid="verify"
        disabled={empty || running}
        onClick={() => void log.getState().verify()}
      >
        <Icon name="lock" size={20} />
        {t('records.verify.button')}
      </button>
      <FileButton
        accept=".jsonl,.ndjson,.json,application/x-ndjson,text/plain"
        testid="verify-file"
        onFiles={([file]) => void log.getState().verifyFile(file)}
      >
        <Icon name="folder" size={20} />
        {t('records.verify.file')}
      </FileButton>
      <button
        type="button"
        className="button"
        data-testid="log-save"
        disabled={empty}
        onClick={() => void log.getState().saveFile()}
      >
        <Icon name="download" size={20} />
        {t('records.log.save')}
      </button>
    </div>
  );
}
