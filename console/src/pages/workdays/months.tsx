import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  calendarOf,
  isWorkday,
  type SpecialDay,
  type WorkCalendar,
} from '../../../../src/contract/kit/workdays.js';
import { currentLanguage } from '../../i18n/index.js';
import { monthDays } from '../../lib/month.js';
import { dayByKey } from '../../lib/workday-edit.js';

interface MonthsProps {
  year: number;
  days: readonly SpecialDay[];
  today: string;
  /** Turns a day from work to rest or back. Without it the days are only read. */
  onTurn?: (day: string) => void;
}

/** Twelve months. One day is in the tab order; arrow keys lead to the others. */
export function Months({ year, days, today, onTurn }: MonthsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState(today.startsWith(`${String(year)}-`) ? today : `${String(year)}-01-01`);
  const moved = useRef(false);
  const calendar = useMemo(() => calendarOf([{ year, status: 'official', days }]), [year, days]);
  const special = useMemo(() => new Map(days.map((day) => [day.day, day])), [days]);
  useEffect(() => {
    if (moved.current) frame.current?.querySelector<HTMLElement>(`[data-day="${focus}"]`)?.focus();
    moved.current = false;
  }, [focus]);
  const months = Array.from(
    { length: 12 },
    (_, index) => `${String(year)}-${String(index + 1).padStart(2, '0')}`,
  );
  return (
    <div
      ref={frame}
      className="months"
      onKeyDown={(event) => {
        const next = onTurn && dayByKey(focus, event.key);
        if (next === undefined) return;
        event.preventDefault();
        moved.current = next !== focus;
        setFocus(next);
      }}
    >
      {months.map((month) => (
        <Month
          key={month}
          month={month}
          facts={{ calendar, special, today, focus }}
          {...(onTurn && {
            onTurn: (day: string) => {
              setFocus(day);
              onTurn(day);
            },
          })}
        />
      ))}
    </div>
  );
}

interface Facts {
  calendar: WorkCalendar;
  special: ReadonlyMap<string, SpecialDay>;
  today: string;
  focus: string;
}

function Month({ month, facts, onTurn }: { month: string; facts: Facts; onTurn?: (day: string) => void }) {
  const days = monthDays(month);
  const weeks = Array.from({ length: days.length / 7 }, (_, index) => days.slice(index * 7, index * 7 + 7));
  return (
    <table className="month card">
      <caption>{inUtc(`${month}-01`, { month: 'long' })}</caption>
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => (
            <th key={day} scope="col" abbr={inUtc(day, { weekday: 'long' })}>
              {inUtc(day, { weekday: 'narrow' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) =>
              day.startsWith(month) ? (
                <Day key={day} day={day} facts={facts} {...(onTurn && { onTurn })} />
              ) : (
                <td key={day} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, facts, onTurn }: { day: string; facts: Facts; onTurn?: (day: string) => void }) {
  const { t } = useTranslation();
  const special = facts.special.get(day);
  const works = isWorkday(facts.calendar, day);
  const mark = special === undefined ? undefined : t(`workdays.mark.${special.kind}`);
  const name = special?.name;
  const number = String(Number(day.slice(8)));
  // Who speaks to the machine says what is read on the button: a mark comes first, as it stands there.
  const label = [
    ...(mark === undefined ? [] : [number + mark]),
    inUtc(day, { month: 'long', day: 'numeric', weekday: 'long' }),
    t(works ? 'workdays.works' : 'workdays.rests'),
    ...(name === undefined ? [] : [name]),
  ].join(t('list.comma'));
  const className = [
    'workday',
    works ? 'workday-work' : 'workday-rest',
    ...(special === undefined ? [] : [`workday-${special.kind}`]),
    ...(day === facts.today ? ['workday-today'] : []),
  ].join(' ');
  const face = (
    <>
      <span className="num">{number}</span>
      {mark !== undefined && <span className="workday-mark">{mark}</span>}
    </>
  );
  return (
    <td aria-current={day === facts.today ? 'date' : undefined}>
      {onTurn === undefined ? (
        <span className={className} title={label}>
          {face}
          {name !== undefined && <span className="visually-hidden">{name}</span>}
        </span>
      ) : (
        <button
          type="button"
          className={className}
          data-day={day}
          aria-label={label}
          title={label}
          tabIndex={day === facts.focus ? 0 : -1}
          onClick={() => {
            onTurn(day);
          }}
        >
          {face}
        </button>
      )}
    </td>
  );
}

const inUtc = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(currentLanguage(), { timeZone: 'UTC', ...options }).format(
    new Date(`${day}T00:00:00Z`),
  );
