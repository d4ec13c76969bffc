import { plainCode } from '../platform/ids.js';
import type { Db } from '../store/database.js';

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

/** One that no announcement has. */
export async function freeSlug(db: Db, now: Date): Promise<string> {
  for (;;) {
    const slug = newSlug(now);
    const taken = await db
      .selectFrom('announcement')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirst();
    if (!taken) return slug;
  }
}
