import { useRef, useState } from 'react';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { steadyRows } from '../../lib/steady.js';

/** Rows that stay where they are while somebody points at them or works with the keyboard. */
export function useHeld(newest: ScreenView[], key: string) {
  const [held, setHeld] = useState<{ rows: ScreenView[]; key: string }>();
  const latest = useRef(newest);
  latest.current = newest;
  // Another filter or order is what somebody asked for: it counts at once.
  const isHeld = held !== undefined && held.key === key;
  const { rows, waiting } = steadyRows(newest, isHeld ? held.rows : undefined);
  const moved = isHeld ? rows.filter((row, index) => newest[index]?.id !== row.id).length : 0;
  return {
    rows,
    waiting: Math.max(waiting, moved),
    hold: () => {
      setHeld({ rows: latest.current, key });
    },
    release: () => {
      setHeld(undefined);
    },
  };
}
