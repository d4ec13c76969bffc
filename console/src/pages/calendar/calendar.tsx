import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { CalendarItem } from '../../../../src/contract/api/calendar.js';
import { getCalendar } from '../../api/calendar-calls.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { currentLanguage } from '../../i18n/index.js';
import { hubNow } from '../../lib/clock.js';
import { dayStart, monthDays, shiftDay, shiftMonth } from '../../lib/month.js';
import { officeClock } from '../../lib/time.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { CalendarDay } from './calendar-day.js';
import { ItemDialog } from './item-dialog.js';
import { onDay, useMove } from './use-move.js';
import './calendar.css';

/** What goes out when: a month of the office, a list by days on a phone. */
export function CalendarPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const live = useLive();
  const mayRelease = useMay('release.create');
  const [open, setOpen] = useState<CalendarItem>();
  const move = useMove();
  const today = officeClock(hubNow()).slice(0, 10);
  const asked = search.get('month') ?? '';
  const month = /^20\d\d-(?:0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
  const days = useMemo(() => monthDays(month), [month]);
  const [from = month, to = month] = [days[0], days.at(-1)];
  const query = useQuery({
    queryKey: ['calendar', month],
    queryFn: ({ signal }) => getCalendar({ from: dayStart(from), to: dayStart(shiftDay(to, 1)) }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: live ? false : 30_000,
  });
  const items = query.data?.items ?? none;
  const byDay = useMemo(() => daysOf(items), [items]);
  const isMovable = (item: CalendarItem): boolean => mayRelease && item.standing === 'planned';

  function show(next: string): void {
    setSearch(next === today.slice(0, 7) ? {} : { month: next });
  }
  function toDay(item: CalendarItem, day: string): void {
    const publishAt = onDay(item, day);
    if (publishAt !== item.publishAt) move.mutate({ item, publishAt });
  }

  return (
    <Page
      title={t('nav.calendar')}
      lead={t(mayRelease && hasMouse() ? 'calendar.lead' : 'calendar.leadReader')}
      width="wide"
      actions={
        <nav className="calendar-nav" aria-label={t('calendar.months')}>
          <Button
            icon={<LeftOutlined />}
            aria-label={t('calendar.before')}
            onClick={() => {
              show(shiftMonth(month, -1));
            }}
          />
          <strong className="calendar-month" aria-live="polite">
            {monthWord(month)}
          </strong>
          <Button
            icon={<RightOutlined />}
            aria-label={t('calendar.after')}
            onClick={() => {
              show(shiftMonth(month, 1));
            }}
          />
          <Button
            disabled={month === today.slice(0, 7)}
            onClick={() => {
              show(today.slice(0, 7));
            }}
          >
            {t('calendar.today')}
          </Button>
          <ButtonLink to="/workdays">{t('nav.workdays')}</ButtonLink>
        </nav>
      }
    >
      {query.isPending && <Loading lines={10} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.more === true && (
        <Notice tone="amber">{t('calendar.more', { count: items.length })}</Notice>
      )}
      {query.data !== undefined && (
        <div className="calendar" role="group" aria-label={monthWord(month)}>
          <div className="calendar-weekdays" aria-hidden>
            {days.slice(0, 7).map((day) => (
              <span key={day}>{weekdayWord(day)}</span>
            ))}
          </div>
          <ol className={items.length === 0 ? 'calendar-days calendar-empty' : 'calendar-days'}>
            {days.map((day) => (
              <CalendarDay
                key={day}
                day={day}
                standing={{ outside: !day.startsWith(month), today: day === today, past: day < today }}
                items={byDay.get(day) ?? []}
                isMovable={isMovable}
                onOpen={setOpen}
                onShift={(item, by) => {
                  toDay(item, shiftDay(day, by));
                }}
                onDrop={(releaseId) => {
                  const item = items.find((one) => one.releaseId === releaseId);
                  if (item !== undefined && isMovable(item)) toDay(item, day);
                }}
              />
            ))}
          </ol>
          {items.length === 0 && <p className="calendar-none quiet">{t('calendar.none')}</p>}
        </div>
      )}
      {open !== undefined && (
        <ItemDialog
          item={open}
          movable={isMovable(open)}
          onMove={(publishAt) => {
            move.mutate({ item: open, publishAt });
          }}
          onClose={() => {
            setOpen(undefined);
          }}
        />
      )}
    </Page>
  );
}

/** Dragging is nothing for a finger: there a press opens the release, and the dialog moves it. */
const hasMouse = (): boolean => window.matchMedia('(pointer: fine)').matches;

const none: CalendarItem[] = [];

/** By the office's day. */
function daysOf(items: readonly CalendarItem[]): Map<string, CalendarItem[]> {
  const days = new Map<string, CalendarItem[]>();
  for (const item of items) {
    const day = officeClock(new Date(item.publishAt)).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return days;
}

const inUtc = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(currentLanguage(), { timeZone: 'UTC', ...options }).format(
    new Date(`${day}T00:00:00Z`),
  );

const monthWord = (month: string): string => inUtc(`${month}-01`, { year: 'numeric', month: 'long' });
const weekdayWord = (day: string): string => inUtc(day, { weekday: 'short' });
