import { useState } from 'react';
import { z } from 'zod';

const Stored = z.array(z.int().nonnegative());
const PREFIX = 'tongbo.ticks.';

function read(key: string): Set<number> {
  const text = window.localStorage.getItem(PREFIX + key);
  if (text === null) return new Set();
  return new Set(parseTicks(text));
}

/** The ticked places of a stored text; nothing when it is not ours. */
export function parseTicks(text: string): number[] {
  try {
    return Stored.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}

export interface Ticks {
  ticked: ReadonlySet<number>;
  set: (place: number, on: boolean) => void;
}

/** The ticks of a checklist, remembered on this machine under `key`. */
export function useTicks(key: string): Ticks {
  const [ticked, setTicked] = useState(() => read(key));
  return {
    ticked,
    set: (place, on) => {
      const next = new Set(ticked);
      if (on) next.add(place);
      else next.delete(place);
      window.localStorage.setItem(PREFIX + key, JSON.stringify([...next]));
      setTicked(next);
    },
  };
}
