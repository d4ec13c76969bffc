import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** As wide as on paper, before the page says how wide it is. */
const FIRST = 640;

/** How wide a box is in pixels, so that what is drawn in it keeps the size of its text. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const read = (): void => {
      setWidth(Math.max(200, Math.floor(current.clientWidth)));
    };
    read();
    const watch = new ResizeObserver(read);
    watch.observe(current);
    return () => {
      watch.disconnect();
    };
  }, []);
  return [box, width];
}
