import { useT } from '../hooks/app';
import { usePhotoIntake } from '../hooks/use-photo-intake';
import { Icon } from './icons';

/** Covers the window while a file is held over it; files may be let go anywhere. */
export function DropOverlay() {
  const t = useT();
  const { dragging } = usePhotoIntake();
  if (!dragging) return null;
  return (
    <div className="drop-overlay">
      <div className="drop-overlay-frame">
        <Icon name="photo" size={72} />
        <p>{t('photo.drop')}</p>
      </div>
    </div>
  );
}
