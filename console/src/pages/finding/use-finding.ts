import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { Id } from '../../../../src/contract/values.js';
import { useMe } from '../../app/me.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf, instantsOf } from '../../lib/period.js';

/** What the address says that is looked for. */
export const findingNames = ['q', 'category', 'department', 'mine', 'period'] as const;
export type FindingName = (typeof findingNames)[number];

/** The longest search that the hub takes. */
const LONGEST = 100;

/** What is looked for, from the address and into it, and as the hub is asked for it. */
export function useFinding() {
  const [search, setSearch] = useSearchParams();
  const me = useMe().member.id;
  const today = dayText(hubNow());
  const read = (name: FindingName): string => search.get(name)?.trim().slice(0, 200) ?? '';
  const q = read('q').slice(0, LONGEST);
  const [category, period] = [read('category'), read('period')];
  // An address that somebody cut off narrows nothing.
  const department = Id.safeParse(read('department')).data ?? '';
  const mine = search.has('mine');
  const filter = useMemo(() => {
    const days = daysOf(period, today);
    return {
      ...(q === '' ? {} : { q }),
      ...(category === '' ? {} : { category }),
      ...(department === '' ? {} : { department }),
      ...(mine ? { drafter: me } : {}),
      ...(days ? instantsOf(days) : {}),
    };
  }, [q, category, department, mine, me, period, today]);
  const set = useCallback(
    (name: FindingName, value: string) => {
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        // Each word that was tried would otherwise be a step back.
        { replace: name === 'q' },
      );
    },
    [setSearch],
  );
  return { q, category, department, mine, period, filter, set };
}

export type Looking = ReturnType<typeof useFinding>;
