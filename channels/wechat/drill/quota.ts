import { Refusal } from './refusal.js';
import type { State } from './state.js';

/** Calls a day of a new account, by path (section 9). Paths without a published figure have none. */
export const defaultLimits: Record<string, number> = {
  '/cgi-bin/token': 2_000,
  '/cgi-bin/stable_token': 500_000,
  '/cgi-bin/draft/add': 1_000,
  '/cgi-bin/draft/get': 500,
  '/cgi-bin/draft/delete': 1_000,
  '/cgi-bin/draft/update': 1_000,
  '/cgi-bin/draft/count': 1_000,
  '/cgi-bin/draft/batchget': 1_000,
  '/cgi-bin/freepublish/submit': 100,
  '/cgi-bin/freepublish/get': 100,
  '/cgi-bin/freepublish/delete': 10,
  '/cgi-bin/freepublish/getarticle': 100,
  '/cgi-bin/freepublish/batchget': 100,
};

/** The day in Beijing: quotas count anew at its midnight. */
export const dayOf = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

export const limitOf = (state: State, path: string): number | undefined =>
  state.limits[path] ?? defaultLimits[path];

export const usedOf = (state: State, path: string, now: number): number =>
  state.quota[dayOf(now)]?.[path] ?? 0;

/** Counts one call. @throws Refusal 45009 when the day has none left */
export function count(state: State, path: string, now: number): void {
  const day = dayOf(now);
  const used = usedOf(state, path, now);
  const limit = limitOf(state, path);
  if (limit !== undefined && used >= limit) throw new Refusal(45009);
  // Only today's use can matter again.
  state.quota = { [day]: { ...state.quota[day], [path]: used + 1 } };
}
