import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/** What a box has of an upright A4 page. */
const PAPER = 660;

/** How wide a box is in pixels, so that what is drawn in it keeps the size of its text. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(PAPER);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const read = (): void => {
      setWidth(Math.max(200, Math.floor(current.clientWidth)));
    };
    read();
    const watch = new ResizeObserver(read);
    watch.observe(current);
    // Paper is laid out once, before any observer is asked.
    const lay = (): void => {
      flushSync(() => {
        setWidth(PAPER);
      });
    };
    window.addEventListener('beforeprint', lay);
    window.addEventListener('afterprint', read);
    return () => {
      watch.disconnect();
      window.removeEventListener('beforeprint', lay);
      window.removeEventListener('afterprint', read);
    };
  }, []);
  return [box, width];
}
