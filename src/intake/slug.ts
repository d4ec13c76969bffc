import { plainCode } from '../platform/ids.js';

const chinaDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in China as eight digits, e.g. `20261123`. */
export function dayOf(at: Date): string {
  return chinaDay.format(at).replace(/\D/g, '');
}

/** A new last part for a permalink: the day in China and six characters that nobody mistakes. */
export function newSlug(at: Date): string {
  return `${dayOf(at)}-${plainCode(6).toLowerCase()}`;
}
