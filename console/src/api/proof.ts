/** Asks the member for the password; resolves whether it was given. */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;
/** Calls that need it before the dialog is there. */
let waiting: ((by: Ask) => void) | undefined;
const needs = new Set<() => void>();

/** Called when it is needed and no dialog is there to ask. Returns what ends it. */
export function onProofNeeded(listener: () => void): () => void {
  needs.add(listener);
  return () => needs.delete(listener);
}

/** The office's dialog answers. Returns how to take it away. */
export function answerProofs(by: Ask): () => void {
  ask = by;
  waiting?.(by);
  waiting = undefined;
  return () => {
    if (ask === by) ask = undefined;
  };
}

/** Several calls that need it at once ask once. Outside of the office nothing is asked. */
export function proveNow(): Promise<boolean> {
  asking ??= asked().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function asked(): Promise<boolean> {
  if (ask) return ask();
  if (needs.size === 0) return false;
  const there = new Promise<Ask>((resolve) => {
    waiting = resolve;
  });
  for (const listener of needs) listener();
  return (await there)();
}
