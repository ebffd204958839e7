import { useSession, useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import { PhotoButtons } from './PhotoButtons';
import { Samples } from './Samples';

/** No photo yet: every way to bring one in. A question asked too early makes the frame light up. */
export function EmptyState() {
  const t = useT();
  const nudges = useSession((state) => state.nudges);
  return (
    <div className="empty">
      <div key={nudges} className={nudges > 0 ? 'empty-frame nudged' : 'empty-frame'}>
        <Icon name="photo" size={56} />
        <h2>{t('photo.empty.title')}</h2>
        <div className="empty-buttons">
          <PhotoButtons />
        </div>
        <p>{t('photo.empty.hint')}</p>
        <p className="fine">{t('photo.empty.types')}</p>
      </div>
      <Samples />
    </div>
  );
}
