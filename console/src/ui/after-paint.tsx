import { startTransition, useEffect, useState, type ReactNode } from 'react';

/**
 * What is not looked at first is drawn once the rest is on the page, in a turn of its own; one inside another comes after
 * it. So a large page is there sooner, and keys and clicks are heard in between.
 */
export function AfterPaint({ instead, children }: { instead?: ReactNode; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let timer: number | undefined;
    // A page in the background has no frames: there the timer alone tells.
    const next = () => {
      timer = window.setTimeout(() => {
        startTransition(() => {
          setShown(true);
        });
      });
    };
    const frame = document.hidden ? undefined : requestAnimationFrame(next);
    if (frame === undefined) next();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return shown ? children : instead;
}
