import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { editing, type PenView } from '../../../../src/contract/api/editing.js';
import { answerPen, askForPen, beatPen, leavePen } from '../../api/editing-calls.js';
import { noteError } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { idleMs, onTouch } from '../../lib/idle.js';

/** Who may write the draft, and what can be done about it. */
export interface PenHold {
  view: PenView | undefined;
  error: unknown;
  /** When the hub last said so. */
  heardAt: number;
  /** Somebody else has it, or another page of one's own. */
  readOnly: boolean;
  /** Says once more that the page is there; `take` it from another page of one's own. */
  beat: (take?: boolean) => Promise<void>;
  ask: () => Promise<void>;
  answer: (give: boolean) => Promise<void>;
}

/** Asked for before the page was there; each is taken once. */
const askedEarly = new Map<string, Promise<PenView>>();

/** Takes the pen while the page is still on its way. */
export function takePenEarly(id: string): void {
  const asked = beatPen(id, { idleMs: idle() });
  // What fails is asked for again, and said there.
  asked.catch(() => askedEarly.delete(id));
  askedEarly.set(id, asked);
}

const MOST_IDLE_MS = 86_400_000;
const idle = () => Math.min(idleMs(), MOST_IDLE_MS);

/** Takes the pen of a draft when it is free, and keeps it as long as somebody is at the page. */
export function usePen(id: string, enabled: boolean): PenHold {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['pen', id],
    // A beat that was sent counts, also when the page has gone on: it is not taken back.
    queryFn: () => {
      const early = askedEarly.get(id);
      askedEarly.delete(id);
      return early ?? beatPen(id, { idleMs: idle() });
    },
    refetchInterval: editing.beatMs,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    enabled,
  });
  const { data: view, refetch } = query;
  const holder = view?.holder;
  const readOnly = holder !== undefined && !holder.here;

  // A lease that runs out passes without anybody saying so.
  const until = readOnly ? holder.until : undefined;
  useEffect(() => {
    if (until === undefined) return;
    const timer = window.setTimeout(() => void refetch(), Date.parse(until) - hubNow().getTime() + 200);
    return () => {
      window.clearTimeout(timer);
    };
  }, [until, refetch]);

  // Who comes back to the page is there again.
  useEffect(() => {
    if (!enabled) return;
    return onTouch((idleBefore) => {
      if (idleBefore >= editing.beatMs) void refetch();
    });
  }, [enabled, refetch]);

  const { error, dataUpdatedAt: heardAt } = query;
  // The same as long as nothing changed: the desk is large, and drawn anew for another one.
  return useMemo(() => {
    const take = async (call: Promise<PenView>): Promise<void> => {
      client.setQueryData(['pen', id], await call);
    };
    return {
      view,
      error,
      heardAt,
      readOnly,
      beat: (force = false) => take(beatPen(id, { idleMs: idle(), take: force })),
      ask: () => take(askForPen(id)),
      answer: (give) => take(answerPen(id, give)),
    };
  }, [client, id, view, error, heardAt, readOnly]);
}

/** Lays the pen down when the page is left, after what was written is saved: a save takes it up again. */
export function useLeaving(id: string, saver: DraftSaver): void {
  useEffect(() => {
    // What does not arrive runs out by itself.
    const leave = () => void leavePen(id).catch(noteError);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void saver.flush().then(leave);
    };
  }, [id, saver]);
}
