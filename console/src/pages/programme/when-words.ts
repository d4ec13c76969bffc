import type { TFunction } from 'i18next';
import type { When } from '../../../../src/contract/programme.js';

/** A window of time in words: `工作日 · 周一、三 · 09:00–12:00`. */
export function whenWords(when: When, t: TFunction): string {
  const { from, to, weekdays = [], days, dayparts = [] } = when;
  const span =
    from !== undefined && to !== undefined
      ? t('programme.between', { from, to })
      : from !== undefined
        ? t('programme.since', { from })
        : to !== undefined && t('programme.until', { to });
  const named = [...weekdays]
    .sort((a, b) => a - b)
    .map((day) => t(`programme.weekday.${String(day) as '1'}`));
  const parts = [
    span,
    t(`programme.day.${days ?? 'every'}`),
    named.length > 0 && t('programme.onWeekdays', { days: named.join(t('list.comma')) }),
    dayparts.length > 0
      ? dayparts.map((part) => `${part.from}–${part.to}`).join(t('list.comma'))
      : t('programme.always'),
  ];
  return parts.filter((part) => part !== false).join(' · ');
}
