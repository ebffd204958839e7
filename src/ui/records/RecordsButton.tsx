import { lazy, Suspense, useState } from 'react';
import { useT } from '../hooks/app';
import { Icon } from '../shell/icons';

/** The sheet is fetched when it is first wanted: the photo comes first. */
const RecordsSheet = lazy(() => import('./RecordsSheet'));

/** Opens log, exports, backups and the defect book. */
export function RecordsButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const label = t('records.open');
  return (
    <>
      <button
        type="button"
        className="button quiet"
        data-testid="records-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        <Icon name="records" size={20} />
        <span>{label}</span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <RecordsSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
