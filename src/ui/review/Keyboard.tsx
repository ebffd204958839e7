import { useCallback, useState } from 'react';
import { useApp, useT } from '../hooks/app';
import { Tool } from './Tools';
import { ShortcutSheet } from './ShortcutSheet';
import { useReviewKeys } from './use-review-keys';

/** Listens to the keyboard, and has the button that lists what it does. */
export function Keyboard() {
  const t = useT();
  const { review } = useApp();
  const [listed, setListed] = useState(false);
  useReviewKeys(
    useCallback(() => setListed(true), []),
    useCallback(() => review.getState().setCommenting(true), [review]),
  );
  return (
    <>
      <Tool id="keys-button" icon="keyboard" label={t('keys.open')} onClick={() => setListed(true)} />
      {listed && <ShortcutSheet onClose={() => setListed(false)} />}
    </>
  );
}
