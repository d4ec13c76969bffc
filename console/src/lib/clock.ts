import { useEffect, useState, useSyncExternalStore } from 'react';

let ahead = 0;
let minute = Date.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

/** Sets the hub's clock; the browser's own may be wrong by hours. */
export function setHubNow(instant: string): void {
  ahead = new Date(instant).getTime() - Date.now();
}

/** The hub's time now. */
export function hubNow(): Date {
  return new Date(Date.now() + ahead);
}

function tick(): void {
  minute = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The hub's time, renewed twice a minute, so that "just now" does not stay on the page. */
export function useNow(): Date {
  useSyncExternalStore(subscribe, () => minute);
  return hubNow();
}

/** The hub's time, renewed each second as long as `running`. */
export function useSeconds(running: boolean): Date {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => {
      setTick((ticks) => ticks + 1);
    }, 1_000);
    return () => {
      window.clearInterval(timer);
    };
  }, [running]);
  return hubNow();
}
