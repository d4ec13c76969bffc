import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Socket } from 'socket.io-client';
import { ChangedV1, LIVE_NAMESPACE, type LiveHello } from '../../../src/contract/api/live.js';
import { firstAnswerAt } from '../api/http.js';
import { staleRoots } from '../api/keys.js';
import { useRefresh } from './queries.js';

/** Changes come in bursts (one release, many deliveries); one fetch for each burst is enough. */
const GATHER_MS = 300;

const LiveContext = createContext(true);

/** A socket that the hub itself ended does not come back by itself; the member may sign in again at any time. */
const KNOCK_MS = 5_000;

/** Whether the hub tells this page about changes at the moment. */
export function useLive(): boolean {
  return useContext(LiveContext);
}

/** Listens to what changed and makes the open page fetch it again. A hint is never the only copy of anything. */
export function Live({ children }: { children: ReactNode }) {
  const refresh = useRefresh();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let socket: Socket | undefined;
    let left = false;
    const topics = new Set<ChangedV1['topic']>();
    let gathering: number | undefined;
    let knocking: number | undefined;
    const since = firstAnswerAt();
    let isFirst = since !== undefined;

    const hear = (event: unknown) => {
      const changed = ChangedV1.safeParse(event);
      if (!changed.success) return;
      topics.add(changed.data.topic);
      gathering ??= window.setTimeout(() => {
        gathering = undefined;
        void refresh(staleRoots(topics));
        topics.clear();
      }, GATHER_MS);
    };
    const connect = () => {
      setConnected(true);
      knocking = undefined;
      // What happened before was not heard. At the first time the hub itself tells what changed since the page asked.
      if (!isFirst) void refresh(staleRoots(ChangedV1.shape.topic.options));
      isFirst = false;
    };
    const lost = () => {
      setConnected(false);
      if (left || socket?.active !== false) return;
      // Who this is may have ended: asking tells, and the office says so over the open page.
      if (knocking === undefined) void refresh(['me']);
      knocking = window.setTimeout(() => socket?.connect(), KNOCK_MS);
    };
    // The page is painted first; the socket comes after it.
    import('socket.io-client').then(({ io }) => {
      if (left) return;
      const hello: LiveHello = since === undefined ? {} : { since: new Date(since).toISOString() };
      socket = io(LIVE_NAMESPACE, {
        transports: ['websocket', 'polling'],
        withCredentials: true,
        auth: hello,
      });
      socket.on('changedV1', hear);
      socket.on('connect', connect);
      socket.on('disconnect', lost);
      socket.on('connect_error', lost);
    }, lost);
    return () => {
      left = true;
      window.clearTimeout(gathering);
      window.clearTimeout(knocking);
      socket?.disconnect();
    };
  }, [refresh]);

  return <LiveContext value={connected}>{children}</LiveContext>;
}
