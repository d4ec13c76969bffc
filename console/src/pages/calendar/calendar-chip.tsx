import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarItem } from '../../../../src/contract/api/calendar.js';
import { currentLanguage } from '../../i18n/index.js';
import { clockTime } from '../../lib/time.js';
import { Dot } from '../../ui/state.js';
import { standingLooks } from './looks.js';

export const DRAG_TYPE = 'application/x-tongbo-release';

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface CalendarChipProps {
  item: CalendarItem;
  movable: boolean;
  onOpen: () => void;
  /** By so many days. */
  onShift: (days: number) => void;
}

/** One release on its day. A planned one is dragged to another day, or moved by Alt and an arrow. */
export function CalendarChip({ item, movable, onOpen, onShift }: CalendarChipProps) {
  const { t } = useTranslation();
  const { sign, tone } = standingLooks[item.standing];
  const time = clockTime(new Date(item.publishAt), currentLanguage());

  function onKeyDown(event: KeyboardEvent): void {
    const days = steps[event.key];
    if (!movable || !event.altKey || days === undefined) return;
    event.preventDefault();
    onShift(days);
  }

  return (
    <button
      type="button"
      className={`calendar-chip tone-${tone}`}
      draggable={movable}
      title={movable ? t('calendar.dragHint') : undefined}
      aria-label={t('calendar.chip', {
        time,
        title: item.title,
        standing: t(`calendar.standing.${item.standing}`),
      })}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(DRAG_TYPE, item.releaseId);
      }}
    >
      <Dot sign={sign} tone={tone} size={14} />
      <time className="calendar-time">{time}</time>
      {item.priority !== 'routine' && (
        <span className="calendar-priority">{t(`priority.${item.priority}`)}</span>
      )}
      <span className="clip">{item.title}</span>
    </button>
  );
}
