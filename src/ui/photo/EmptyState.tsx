import { useSession, useT } from '../hooks/app';
import { Icon } from '../shell/icons';
import { PhotoButtons } from './PhotoButtons';
import { Samples } from './Samples';

/** No photo yet: every way to bring one in. A question asked too early makes it light up. */
export function EmptyState() {
  const t = useT();
  const asked = useSession((state) => state.pending !== null);
  return (
    <div className="empty">
      <div className={asked ? 'empty-frame nudged' : 'empty-frame'}>
        <Icon name="photo" size={56} />
        <h2 role="status">{t(asked ? 'ask.noPhoto' : 'photo.empty.title')}</h2>
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
