let touched = performance.now();
const listeners = new Set<(idleMs: number) => void>();
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const;

function touch(): void {
  const idle = idleMs();
  touched = performance.now();
  for (const listener of listeners) listener(idle);
}

for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });

/** For how long nobody has touched the page, in whole milliseconds. */
export const idleMs = (): number => Math.round(performance.now() - touched);

/** Called whenever somebody touches the page, with for how long nobody had. Answers what ends it. */
export function onTouch(listener: (idleMs: number) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
