import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calendarOf, type WorkCalendar } from '../../../../src/contract/kit/workdays.js';
import { getWorkdays } from '../../api/workday-calls.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';

export const yearsQuery = (from: number, to = from) =>
  queryOptions({
    queryKey: ['workdays', from, to],
    queryFn: ({ signal }) => getWorkdays({ from, to }, signal),
    staleTime: 5 * 60_000,
  });

/** What clocks that start about now count with; undefined until it is known. */
export function useWorkCalendar(): WorkCalendar | undefined {
  const year = Number(officeClock(hubNow()).slice(0, 4));
  const { data } = useQuery(yearsQuery(year - 1, year + 2));
  return useMemo(() => data && calendarOf(data.items), [data]);
}
