import { useEffect } from 'react';
import { useScreens } from '../screens';
import { BackupCard } from './BackupCard';
import { ModelCard } from './ModelCard';
import { RestoreCard } from './RestoreCard';
import { StorageCard } from './StorageCard';

/** Is everything kept, and how to take it along. */
export function BackupTab() {
  const { backup } = useScreens();
  useEffect(() => void backup.getState().refresh(), [backup]);
  return (
    <div className="columns">
      <div className="stack">
        <StorageCard />
        <BackupCard />
      </div>
      <div className="stack">
        <RestoreCard />
        <ModelCard />
      </div>
    </div>
  );
}
