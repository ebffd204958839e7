import type { LoadedPhoto } from '../../state/photo-decode';
import { useT } from '../hooks/app';

/** Name and size of the photo, in its corner. */
export function Caption({ photo }: { photo: LoadedPhoto }) {
  const t = useT();
  const { width, height } = photo.size;
  const working = { width: photo.image.width, height: photo.image.height };
  return (
    <p className="caption" title={photo.scale < 1 ? t('photo.shrunk', working) : undefined}>
      <span className="caption-name">{photo.name}</span>
      <span>
        {width} × {height}
      </span>
    </p>
  );
}
