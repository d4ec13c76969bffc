import { useEffect, useState } from 'react';
import { onProofNeeded } from '../api/proof.js';
import { onSessionEnd } from './queries.js';

/** By then the page is painted, and nobody has been asked for anything yet. */
const AFTER_MS = 15_000;

/**
 * Whether the dialogs that ask for the password have to be there, and whether the session ended before they were. No
 * page waits for them: they come a while after it, or when the first call needs them.
 */
export function useDialogs(): { there: boolean; ended: boolean } {
  const [there, setThere] = useState(false);
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    if (there) return;
    const come = (): void => {
      setThere(true);
    };
    const timer = window.setTimeout(come, AFTER_MS);
    const ends = [
      onProofNeeded(come),
      onSessionEnd(() => {
        setEnded(true);
        come();
      }),
    ];
    return () => {
      window.clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [there]);
  return { there, ended };
}
