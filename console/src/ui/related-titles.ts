import { useQueries } from '@tanstack/react-query';
import { getAnnouncement } from '../api/announcement-calls.js';

/** The titles of announcements by their ids, as far as they are known by now. */
export function useTitles(ids: readonly string[]): ReadonlyMap<string, string> {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['announcement', id, 'title'],
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await getAnnouncement(id, signal)).title,
      staleTime: 60_000,
    })),
  });
  return new Map(
    ids.flatMap((id, index) => {
      const title = found[index]?.data;
      return title === undefined ? [] : [[id, title]];
    }),
  );
}
