import { useTranslation } from 'react-i18next';
import { noticeWindow } from '../../../../src/contract/kit/workdays.js';
import { currentLanguage } from '../../i18n/index.js';
import { hubNow } from '../../lib/clock.js';
import { dayStart } from '../../lib/month.js';
import { calendarDay, officeClock } from '../../lib/time.js';
import { useWorkCalendar } from '../workdays/queries.js';

/** `11月24日`, a calendar day as people say it. */
export const dayWord = (day: string): string =>
  calendarDay(new Date(dayStart(day)), hubNow(), currentLanguage());

/** The window that follows from a time of publication, as one sentence; nothing before the calendar is known. */
export function WindowLine({ publishAt, days }: { publishAt: string | undefined; days: number }) {
  const { t } = useTranslation();
  const calendar = useWorkCalendar();
  if (calendar === undefined) return null;
  const published = officeClock(publishAt === undefined ? hubNow() : new Date(publishAt)).slice(0, 10);
  const { first, last, uncertain, years } = noticeWindow(calendar, published, days);
  return (
    <span className="form-hint" aria-live="polite">
      {t('notice.window', { first: dayWord(first), last: dayWord(last), count: days })}
      {uncertain && ` ${t('notice.uncertain', { years: years.join(t('list.comma')) })}`}
    </span>
  );
}
