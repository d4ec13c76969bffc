import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/index.js';
import { useNow } from '../lib/clock.js';
import {
  calendarDay,
  clockSecond,
  clockTime,
  dayDistance,
  fullMoment,
  momentWord,
  span,
} from '../lib/time.js';

/** Turns moments into the words that people use. */
export function useMomentWords(): (instant: string | Date) => string {
  const { t } = useTranslation();
  const now = useNow();
  const language = currentLanguage();
  return (instant) => {
    const at = new Date(instant);
    const word = momentWord(at, now);
    const time = clockTime(at, language);
    if (word === 'justNow') return t('time.justNow');
    if (word === 'thisYear' || word === 'otherYear') return `${calendarDay(at, now, language)} ${time}`;
    return t(`time.${word}`, { time });
  };
}

/** A moment: 今天 10:30, with the full one on hover. */
export function When({ at }: { at: string }) {
  const words = useMomentWords();
  return (
    <time dateTime={at} title={fullMoment(new Date(at), currentLanguage())}>
      {words(at)}
    </time>
  );
}

/** A moment to the second, for what is evidence: `10:30:05`, with the day in front when it is not today's. */
export function ExactTime({ at }: { at: string }) {
  const now = useNow();
  const language = currentLanguage();
  const moment = new Date(at);
  const day = dayDistance(moment, now) === 0 ? '' : `${calendarDay(moment, now, language)} `;
  return (
    <time dateTime={at} title={fullMoment(moment, language)} className="num">
      {day}
      {clockSecond(moment, language)}
    </time>
  );
}

/** How long something took. */
export function Took({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation();
  const took = span(new Date(to).getTime() - new Date(from).getTime());
  return <span className="num">{t(`span.${took.unit}`, { amount: took.amount })}</span>;
}
