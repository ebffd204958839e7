import { useEffect, useRef, useState } from 'react';
import { useApp } from './app';

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];
const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes photos dropped anywhere on the window or pasted; says whether one is being dragged over it. */
export function usePhotoIntake(): { dragging: boolean } {
  const { queue } = useApp();
  const [dragging, setDragging] = useState(false);
  const depth = useRef(0); // dragenter and dragleave come in pairs for every element crossed

  useEffect(() => {
    const take = (files: File[], source: 'file' | 'paste') => void queue.getState().add(files, source);
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current += 1;
      setDragging(true);
    };
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // or the browser leaves the page to show the file
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      depth.current = 0;
      setDragging(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take(filesOf(event.dataTransfer), 'file');
    };
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData);
      if (files.length === 0) return; // text goes where the cursor is
      event.preventDefault();
      take(files, 'paste');
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => stop.abort();
  }, [queue]);

  return { dragging };
}
