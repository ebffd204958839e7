import { useState, useSyncExternalStore } from 'react';
import { useT } from '../hooks/app';
import { Icon } from './icons';
import { browserUpdates } from './service-worker';

const updates = browserUpdates();

/** Says that there is a new version; changes to it when told to, and not before. */
export function UpdateBanner() {
  const t = useT();
  const available = useSyncExternalStore(updates.subscribe, updates.available);
  const [later, setLater] = useState(false);
  if (!available || later) return null;
  return (
    <div className="update-banner" role="status" data-testid="update-banner">
      <Icon name="download" />
      <p>
        <strong>{t('pwa.update.title')}</strong> {t('pwa.update.note')}
      </p>
      <button
        type="button"
        className="button primary"
        data-testid="update-now"
        onClick={() => updates.apply()}
      >
        {t('pwa.update.now')}
      </button>
      <button
        type="button"
        className="button quiet"
        data-testid="update-later"
        onClick={() => setLater(true)}
      >
        {t('pwa.update.later')}
      </button>
    </div>
  );
}
