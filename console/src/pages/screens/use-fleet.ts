import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { isAmong } from '../../../../src/contract/api/fleet.js';
import { getFleet } from '../../api/fleet-calls.js';
import { countsOf, readAddress, sorted, tagsOf } from '../../lib/fleet.js';

/** A small wall is asked for as often as it changes; a large one, whose screens turn a page every moment, less often. */
const SMALL = 200;
const SMALL_MS = 2_000;
const LARGE_MS = 5_000;

/**
 * The office's screens as the address narrows and orders them. They are asked for at intervals and not at every change: of
 * two thousand screens a hundred turn a page each second.
 */
export function useFleet() {
  const [search, setSearch] = useSearchParams();
  const query = useQuery({
    queryKey: ['fleet'],
    queryFn: ({ signal }) => getFleet({}, signal),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > SMALL ? LARGE_MS : SMALL_MS),
    staleTime: SMALL_MS,
  });
  const all = useMemo(() => query.data?.items ?? [], [query.data]);
  const address = useMemo(() => readAddress(search, all.length), [search, all.length]);
  const { filter, sort, view } = useDeferredValue(address);
  const screens = useMemo(
    () =>
      sorted(
        all.filter((screen) => isAmong(screen, filter)),
        sort,
      ),
    [all, filter, sort],
  );
  const counts = useMemo(() => countsOf(all), [all]);
  const tags = useMemo(() => tagsOf(all), [all]);
  const set = useCallback(
    (name: string, value: string | undefined) => {
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        // Each letter that was tried would otherwise be a step back.
        { replace: name === 'q' || name === 'screen' },
      );
    },
    [setSearch],
  );
  return {
    query,
    all,
    screens,
    counts,
    tags,
    filter: address.filter,
    sort,
    view,
    set,
    open: search.get('screen'),
  };
}

export type Fleet = ReturnType<typeof useFleet>;
