import {
  QueryCache,
  QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
  notifyManager,
  type QueryFunction,
  type QueryKey,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Me } from '../../../src/contract/api/common.js';
import { getMe } from '../api/me-calls.js';
import { getTargets } from '../api/target-calls.js';
import { workRoots, type QueryRoot } from '../api/keys.js';
import { asProblem, hasCode } from '../api/problem.js';

type SessionListener = () => void;
const sessionListeners = new Set<SessionListener>();

/** Called when the hub no longer knows the session. */
export function onSessionEnd(listener: SessionListener): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/** Tells the office that an answer was "sign in first". */
export function noteError(error: unknown): void {
  if (hasCode(error, 'not_signed_in')) for (const listener of sessionListeners) listener();
}

/** Answers come in bursts; a page that draws itself anew for each of a dozen is busy with nothing else. */
const GATHER_MS = 16;
let gathered: (() => void)[] = [];
notifyManager.setScheduler((tell) => {
  if (gathered.push(tell) > 1) return;
  window.setTimeout(() => {
    const now = gathered;
    gathered = [];
    for (const one of now) one();
  }, GATHER_MS);
});

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteError }),
  defaultOptions: {
    queries: {
      // The browser's own idea of "online" is wrong on office networks: always try, and say what came of it.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: (failures) => 800 * 2 ** failures,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', onError: noteError },
  },
});

/** Who is signed in, and what they may. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: getMe, staleTime: 5 * 60_000 });

/** The member, also outside of the office's frame; asked for once. */
export const meKnown = (): Promise<Me> => queryClient.query({ ...meQuery, staleTime: 'static' });

interface Asked {
  queryKey: QueryKey;
  queryFn?: unknown;
  enabled?: unknown;
}

/** So long the page that the console is opened with waits for its data, so that it is drawn once, in milliseconds. */
const DRAWN_ONCE_MS = 1_200;
let opened = false;

/**
 * Asks for what a page will show while the page itself is still on its way; what fails is said there. Resolves when the
 * page may be drawn: at once inside the office, and with the data when the console is opened.
 */
export async function askFor(
  queriesOf: (me: Me) => readonly (Asked | Promise<unknown> | false)[],
): Promise<null> {
  const ask = async () => {
    const asked = queriesOf(await meKnown()).map(async (one) => {
      if (one instanceof Promise) await one;
      else if (one !== false && one.enabled !== false)
        await queryClient.query({ queryKey: one.queryKey, queryFn: one.queryFn as QueryFunction });
    });
    await Promise.allSettled(asked);
  };
  const known = ask().catch(() => undefined);
  if (opened) return null;
  opened = true;
  await Promise.race([known, new Promise((resolve) => window.setTimeout(resolve, DRAWN_ONCE_MS))]);
  return null;
}

/** Marks queries as old, so that open pages fetch them again. */
export function useRefresh(): (roots?: Iterable<QueryRoot>) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (roots: Iterable<QueryRoot> = workRoots) => {
      await Promise.all([...roots].map((root) => client.invalidateQueries({ queryKey: [root] })));
    },
    [client],
  );
}

/** The office's targets; they rarely change. */
export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: getTargets,
  staleTime: 5 * 60_000,
});

export function useTargets() {
  return useQuery(targetsQuery);
}
