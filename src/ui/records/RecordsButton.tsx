import { useState, type ComponentType } from 'react';
import { useT } from '../hooks/app';
import { Icon } from '../shell/icons';

type Sheet = ComponentType<{ onClose: () => void }>;

/** Opens log, exports, backups and the defect book. The sheet is fetched when first wanted: photos come first. */
export function RecordsButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [Sheet, setSheet] = useState<Sheet | null>(null);
  const label = t('records.open');

  const show = () => {
    setOpen(true);
    if (Sheet) return;
    import('./RecordsSheet').then(
      (module) => setSheet(() => module.default),
      () => setOpen(false), // offline, and never opened before: the next tap tries again
    );
  };

  return (
    <>
      <button
        type="button"
        className="button quiet"
        data-testid="records-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-busy={open && !Sheet}
        aria-label={label}
        onClick={show}
      >
        <Icon name="records" size={20} />
        <span>{label}</span>
      </button>
      {open && Sheet && <Sheet onClose={() => setOpen(false)} />}
    </>
  );
}
