import { QueryCache, QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getDepartments, getTargets } from '../api/calls.js';
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

/** The office's departments; they rarely change. */
export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => getDepartments(signal),
  staleTime: 5 * 60_000,
});

/** The office's targets; they rarely change. */
export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: getTargets,
  staleTime: 5 * 60_000,
});

export function useTargets() {
  return useQuery(targetsQuery);
}
