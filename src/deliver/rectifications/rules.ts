import {
  rectificationNearDays,
  type AffectedNotice,
  type RectificationClock,
  type RectificationGap,
  type RectificationState,
  type RectificationText,
  type RectificationView,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayAfter, nthWorkday, type WorkCalendar } from '../../contract/kit/workdays.js';
import type { RecallReason } from '../../contract/values.js';

/** The steps that say where a rectification stands; the others change what is written in it. */
export const standingActs = ['opened', 'submitted', 'returned', 'signed'] as const;
export type StandingAct = (typeof standingActs)[number];

/** No supervising body gives longer; a slip of the finger ends here. */
const MOST_DAYS = 366;

const states: Record<StandingAct, RectificationState> = {
  opened: 'open',
  submitted: 'done',
  returned: 'returned',
  signed: 'signed',
};
export const stateAfter = (act: StandingAct): RectificationState => states[act];

/** While it waits for its sign-off nobody writes in it, and after it nobody at all. */
export const isWritable = (state: RectificationState): boolean => state === 'open' || state === 'returned';

/** How the deadline stands on an office's day: the last day itself is still in time. */
export function clockOf(state: RectificationState, dueOn: string, today: string): RectificationClock {
  if (state === 'signed') return 'over';
  if (today > dueOn) return 'overdue';
  return dayAfter(today, rectificationNearDays) >= dueOn ? 'near' : 'running';
}

/**
 * The last day: the one that was named, or so many working days after today.
 * @throws HubError `invalid_time` for a day before today or more than a year ahead
 */
export function dueDay(calendar: WorkCalendar, today: string, days: number, wish?: string): string {
  const day = wish ?? nthWorkday(calendar, today, days).day;
  if (day < today) throw new HubError('invalid_time', 'it cannot have been due before today');
  if (day > dayAfter(today, MOST_DAYS)) throw new HubError('invalid_time', 'it is to be due within a year');
  return day;
}

/** What keeps it from being submitted for its sign-off. `reason` is that of the recall it comes from. */
export function gapsOf(
  text: RectificationText,
  notice: AffectedNotice | undefined,
  reason: RecallReason | undefined,
): RectificationGap[] {
  const { cause, scope, measures, responsible, responsibleWords, duties } = text;
  const missing: [RectificationGap, boolean][] = [
    ['cause', cause === ''],
    ['scope', scope === ''],
    ['measures', measures === ''],
    ['responsible', responsible.length === 0 && responsibleWords === ''],
    // What was decided has to have happened, whatever it was about.
    ['notice', reason === 'privacy' && notice === undefined],
    ['notice_due', notice?.state === 'needed'],
    ['stopped', reason === 'secrecy' && duties?.stopped !== true],
    ['preserved', reason === 'secrecy' && duties?.preserved !== true],
    ['reported', reason === 'secrecy' && (duties?.reportedOn === undefined || duties.reportedTo === '')],
  ];
  return missing.flatMap(([gap, is]) => (is ? [gap] : []));
}

/** Why somebody may not sign it off; the database keeps its writers from it as well. */
export function mayNotSign(
  { state, writers }: { state: RectificationState; writers: readonly string[] },
  { memberId, permissions }: { memberId: string; permissions: ReadonlySet<string> },
): RectificationView['mayNotSignBecause'] {
  if (state !== 'done') return 'state';
  if (!permissions.has('review.decide')) return 'role';
  return writers.includes(memberId) ? 'writer' : undefined;
}
