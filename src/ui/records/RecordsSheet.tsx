import { useEffect, useRef, useState, type DragEvent, type SyntheticEvent } from 'react';
import { recordsScreens } from '../../state/records';
import { useApp, useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import '../styles/records.css';
import '../styles/records-log.css';
import '../styles/records-print.css';
import { BackupTab } from './backup/BackupTab';
import { BookTab } from './book/BookTab';
import { LogTab } from './log/LogTab';
import { ScreensContext } from './screens';
import { Tabs, TABS, type TabName } from './Tabs';
import { TransferTab } from './transfer/TransferTab';

const CONTENT: Record<TabName, () => React.ReactNode> = {
  log: LogTab,
  export: TransferTab,
  backup: BackupTab,
  book: BookTab,
};

/** What happens in the sheet stays there: no photo is dropped, pasted or decided behind it. */
const keep = (event: SyntheticEvent) => event.stopPropagation();

/** A file let go in the wrong place would otherwise replace the page. */
function refuse(event: DragEvent) {
  const wanted = event.defaultPrevented; // by the place within the sheet that takes files
  event.preventDefault();
  event.stopPropagation();
  if (!wanted) event.dataTransfer.dropEffect = 'none';
}

/** A full-height sheet over the page; the browser's own modal dialog keeps the focus in it. */
export default function RecordsSheet({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  const [tab, setTab] = useState<TabName>(TABS[0]);
  const Content = CONTENT[tab];

  useEffect(() => {
    const sheet = dialog.current;
    const before = document.activeElement;
    if (sheet && !sheet.open) sheet.showModal();
    return () => {
      sheet?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <ScreensContext value={recordsScreens(app)}>
      <dialog
        ref={dialog}
        className="sheet"
        data-testid="records"
        aria-labelledby="records-title"
        onCancel={(event) => {
          if (event.target !== dialog.current) return; // a file chooser that was closed again
          event.preventDefault(); // React takes it away
          onClose();
        }}
        // Android's back gesture closes it without asking; a close of our own is no news.
        onClose={() => !dialog.current?.open && onClose()}
        onKeyDown={keep}
        onPaste={keep}
        onDragEnter={refuse}
        onDragOver={refuse}
        onDragLeave={refuse}
        onDrop={refuse}
        onClick={(event) => event.target === dialog.current && onClose()}
      >
        <div className="sheet-body">
          <header className="sheet-head">
            <h2 id="records-title">{t('records.title')}</h2>
            <Tabs tab={tab} onChange={setTab} />
            <button
              type="button"
              className="button quiet square"
              data-testid="records-close"
              aria-label={t('records.close')}
              onClick={onClose}
            >
              <Icon name="cross" size={24} />
            </button>
          </header>
          <div
            className="sheet-content"
            role="tabpanel"
            id={`records-panel-${tab}`}
            aria-labelledby={`records-tab-${tab}`}
          >
            <Content />
          </div>
        </div>
      </dialog>
    </ScreensContext>
  );
}
