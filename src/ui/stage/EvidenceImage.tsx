import { useMemo } from 'react';
import { Image } from './konva';
import type { Size } from '../../inspection/box';
import { heatPixels } from '../../inspection/heat';
import type { EvidenceMap } from '../../state/types';
import { useSession, useSettings } from '../hooks/app';

/** The evidence map over the photo, smoothly enlarged, while its switch is on. */
export function EvidenceImage({ size }: { size: Size }) {
  const evidence = useSession((state) => state.evidence);
  const shown = useSettings((state) => state.evidenceShown);
  const opacity = useSettings((state) => state.evidenceOpacity);
  const image = useMemo(() => evidence && paint(evidence), [evidence]);
  if (!image || !shown) return null;
  return <Image image={image as CanvasImageSource} {...size} opacity={opacity} perfectDrawEnabled={false} />;
}

function paint(map: EvidenceMap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(map.width, map.height);
  canvas.getContext('2d')?.putImageData(new ImageData(heatPixels(map.data), map.width, map.height), 0, 0);
  return canvas;
}
