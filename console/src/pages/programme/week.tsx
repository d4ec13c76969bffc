import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { OFFICE_OFFSET } from '../../../../src/contract/kit/office-time.js';
import { dayAfter } from '../../../../src/contract/kit/workdays.js';
import type { Air } from '../../../../src/contract/on-air.js';
import type { Plan } from '../../../../src/contract/programme.js';
import { currentLanguage } from '../../i18n/index.js';
import { clockTime } from '../../lib/time.js';
import { spansOf, type Span } from './air.js';

const DAYS = 7;
const HOURS = [0, 6, 12, 18];
const TONES = 6;

const midnight = (day: string): number => Date.parse(`${day}T00:00:00${OFFICE_OFFSET}`);

/** What is on air on seven days, a line a day. */
export function Week({ air, plan, first }: { air: Air; plan: Plan; first: string }) {
  const { t } = useTranslation();
  const days = useMemo(
    () =>
      Array.from({ length: DAYS }, (_, index) => {
        const day = dayAfter(first, index);
        return { day, spans: spansOf(air, midnight(day), midnight(dayAfter(day))) };
      }),
    [air, first],
  );
  const nameOf = ({ what }: Span): string => {
    if (typeof what === 'string') return t(`programme.${what}`);
    if (what.length === 0) return t('programme.all');
    return what.map((id) => plan.rules.find((rule) => rule.id === id)?.name ?? '').join(t('list.comma'));
  };
  const toneOf = ({ what }: Span): string => {
    if (typeof what === 'string') return what;
    const index = plan.rules.findIndex(({ id }) => id === what[0]);
    return index < 0 ? 'all' : `rule-${String(index % TONES)}`;
  };
  return (
    <ol className="programme-week">
      <li className="programme-hours" aria-hidden>
        <span />
        <span className="programme-line">
          {HOURS.map((hour) => (
            <span key={hour} className="num" style={{ left: `${String((hour / 24) * 100)}%` }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </span>
      </li>
      {days.map(({ day, spans }) => (
        <li key={day}>
          <span className="programme-day">{dayName(day)}</span>
          <ol className="programme-line">
            {spans.map((span) => {
              const [from, length] = [span.from - midnight(day), span.to - span.from];
              const time = `${clock(span.from)}–${clock(span.to)}`;
              return (
                <li
                  key={span.from}
                  className={`programme-span span-${toneOf(span)}`}
                  style={{ left: share(from), width: share(length) }}
                  title={`${time} ${nameOf(span)}`}
                >
                  <span className="visually-hidden">{time}</span>
                  {nameOf(span)}
                </li>
              );
            })}
          </ol>
        </li>
      ))}
    </ol>
  );
}

const share = (ms: number): string => `${String((ms / 86_400_000) * 100)}%`;
const clock = (at: number): string => clockTime(new Date(at), currentLanguage());
const dayName = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${day}T00:00:00Z`));
