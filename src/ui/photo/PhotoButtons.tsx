import { useRef, type ChangeEvent } from 'react';
import { useApp, useT } from '../hooks/app';
import { Icon } from '../shell/icons';

/** Without HEIC in the list, iPads and iPhones convert to JPEG by themselves. */
const ACCEPT = 'image/jpeg,image/png,image/webp,image/avif,image/bmp,image/gif';

/** Opens files, or the camera; `compact` in the top bar, large in the empty state. */
export function PhotoButtons({ compact = false }: { compact?: boolean }) {
  const t = useT();
  const { queue } = useApp();
  const file = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  const take = (source: 'file' | 'camera') => (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = ''; // so that the same file can be chosen again
    if (chosen.length > 0) void queue.getState().add(chosen, source);
  };
  const size = compact ? 20 : 26;
  const style = compact ? 'button quiet' : 'button large';
  return (
    <>
      <input
        ref={file}
        type="file"
        accept={ACCEPT}
        multiple
        hidden
        data-testid="file-input"
        onChange={take('file')}
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        data-testid="camera-input"
        onChange={take('camera')}
      />
      <button
        type="button"
        className={compact ? style : `${style} primary`}
        data-testid="camera-button"
        aria-label={t('photo.camera')}
        onClick={() => camera.current?.click()}
      >
        <Icon name="camera" size={size} />
        <span>{t('photo.camera')}</span>
      </button>
      <button
        type="button"
        className={style}
        data-testid="open-button"
        aria-label={t('photo.open')}
        onClick={() => file.current?.click()}
      >
        <Icon name="folder" size={size} />
        <span>{t('photo.open')}</span>
      </button>
    </>
  );
}
