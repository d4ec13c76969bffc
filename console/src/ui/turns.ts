import { startTransition, useEffect, useState } from 'react';

/**
 * Counts from 0 to `last`, one further each time that the page has been painted: what is looked at first is drawn first,
 * each part of a large page is a task of its own, and keys and clicks are heard in between.
 */
export function useTurns(last: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn === last) return;
    let timer: number | undefined;
    const next = () => {
      timer = window.setTimeout(() => {
        startTransition(() => {
          setTurn(turn + 1);
        });
      });
    };
    // A page in the background has no frames: there the timer alone tells.
    const frame = document.hidden ? undefined : requestAnimationFrame(next);
    if (frame === undefined) next();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [turn, last]);
  return turn;
}
