import { useEffect, useState } from 'react';
import type { LogEntry } from '../../../inspection/log';
import { useScreens } from '../screens';
import { EntryDetail } from './EntryDetail';
import { LogActions } from './LogActions';
import { LogFilters } from './LogFilters';
import { LogList } from './LogList';
import { LogStats } from './LogStats';
import { VerifyResult } from './VerifyResult';

/** The log: how reviews went, whether it is intact, and every entry. */
export function LogTab() {
  const { log } = useScreens();
  const [shown, setShown] = useState<LogEntry | null>(null);
  useEffect(() => log.getState().watch(), [log]);
  return (
    <div className="log-tab">
      <LogStats />
      <LogActions />
      <VerifyResult />
      <LogFilters />
      <LogList shown={shown} onShow={setShown} />
      {shown && <EntryDetail entry={shown} onClose={() => setShown(null)} />}
    </div>
  );
}
