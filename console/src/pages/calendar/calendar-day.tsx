import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarItem } from '../../../../src/contract/api/calendar.js';
import { currentLanguage } from '../../i18n/index.js';
import { fullDay } from '../../lib/time.js';
import { dayStart } from '../../lib/month.js';
import { CalendarChip, DRAG_TYPE } from './calendar-chip.js';

/** More than these are opened by a press. */
const SHOWN = 4;

interface CalendarDayProps {
  day: string;
  standing: { outside: boolean; today: boolean; past: boolean };
  items: CalendarItem[];
  isMovable: (item: CalendarItem) => boolean;
  onOpen: (item: CalendarItem) => void;
  onShift: (item: CalendarItem, days: number) => void;
  onDrop: (releaseId: string) => void;
}

/** One day with its releases; a planned one can be dropped on it unless the day is over. */
export function CalendarDay({ day, standing, items, isMovable, onOpen, onShift, onDrop }: CalendarDayProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const [over, setOver] = useState(false);
  const shown = all || items.length <= SHOWN + 1 ? items : items.slice(0, SHOWN);
  const names = [
    'calendar-day',
    ...Object.entries(standing).flatMap(([name, on]) => (on ? [`calendar-${name}`] : [])),
    ...(items.length === 0 ? ['calendar-bare'] : []),
    ...(over ? ['calendar-over'] : []),
  ];
  return (
    <li
      className={names.join(' ')}
      aria-current={standing.today ? 'date' : undefined}
      onDragOver={(event) => {
        if (standing.past || !event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!standing.past) onDrop(event.dataTransfer.getData(DRAG_TYPE));
      }}
    >
      <span className="calendar-number" aria-hidden>
        {Number(day.slice(8))}
      </span>
      <span className="calendar-full">{fullDay(new Date(dayStart(day)), currentLanguage())}</span>
      {shown.map((item) => (
        <CalendarChip
          key={item.releaseId}
          item={item}
          movable={isMovable(item)}
          onOpen={() => {
            onOpen(item);
          }}
          onShift={(days) => {
            onShift(item, days);
          }}
        />
      ))}
      {shown.length < items.length && (
        <button
          type="button"
          className="link-button calendar-rest"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('calendar.rest', { count: items.length - shown.length })}
        </button>
      )}
    </li>
  );
}
