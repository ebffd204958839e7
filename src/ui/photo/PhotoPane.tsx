import { useApp, usePhotos, useT } from '../hooks/app';
import { ErrorCard } from '../shell/ErrorCard';
import { QueueStrip } from '../queue/QueueStrip';
import { BoxesMirror } from '../stage/BoxesMirror';
import { FindingsMirror } from '../stage/FindingsMirror';
import { PhotoStage } from '../stage/PhotoStage';
import { StageToolbar } from '../stage/StageToolbar';
import { EmptyState } from './EmptyState';

/** The left (or upper) part of the page: the photo, or the ways to bring one in. */
export function PhotoPane() {
  const t = useT();
  const { photos } = useApp();
  const photo = usePhotos((state) => state.photo);
  const decoding = usePhotos((state) => state.decoding);
  const error = usePhotos((state) => state.error);
  return (
    <section className="photo-pane" aria-label={t('photo.region')} data-testid="drop-zone">
      {photo ? (
        <>
          <PhotoStage photo={photo} />
          <StageToolbar />
          <FindingsMirror />
          <BoxesMirror />
        </>
      ) : (
        <EmptyState />
      )}
      <QueueStrip />
      {decoding && (
        <p className="decoding" role="status">
          <span className="spinner" />
          {t('photo.decoding')}
        </p>
      )}
      {error && (
        <div className="photo-error">
          <ErrorCard error={error} onClose={() => photos.getState().dismissError()} />
        </div>
      )}
    </section>
  );
}
