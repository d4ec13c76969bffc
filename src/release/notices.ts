import { sql } from 'kysely';
import { dayText } from '../contract/kit/office-time.js';
import { noticeDaysOf, noticeWindow } from '../contract/kit/workdays.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import type { Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { workCalendar } from '../workdays/index.js';
import { mayBeOut, notYetOut } from './standing.js';

/** What of a version decides on its window. */
export interface NoticeWish {
  announcementId: string;
  category: string;
  noticeDays?: number | undefined;
  publishAt: Date;
  expiresAt?: Date | undefined;
}

/**
 * The end of what is about to be released. A 公示 without one gets the earliest permitted; while it stands already (a
 * correction, another place) the window that runs is kept, and a later end moves it. Whatever is no 公示 ends as it was
 * asked to. To be called before the release's deliveries are written.
 * @throws HubError `notice_too_short`
 */
export async function openNotice(tx: Tx, caller: Caller, wish: NoticeWish): Promise<Date | undefined> {
  const days = noticeDaysOf(wish);
  if (days === undefined) return wish.expiresAt;
  const running = await runningNotice(tx, wish);
  if (running) return keepNotice(tx, caller, running, wish);
  const earliest = await earliestEnd(tx, caller.officeId, wish.publishAt, days);
  const endsAt = wish.expiresAt ?? earliest;
  refuseShort(endsAt, earliest, days);
  await tx
    .updateTable('notice')
    .set({ closed_at: sql<Date>`hub_now()`, closed_by: caller.memberId, outcome: 'restarted' })
    .where('announcement_id', '=', wish.announcementId)
    .where('closed_at', 'is', null)
    .execute();
  const id = newId();
  await tx
    .insertInto('notice')
    .values({
      id,
      office_id: caller.officeId,
      announcement_id: wish.announcementId,
      days,
      by_default: wish.expiresAt === undefined,
      published_at: wish.publishAt,
      ends_at: endsAt,
    })
    .execute();
  const data = { days, publishAt: wish.publishAt.toISOString(), endsAt: endsAt.toISOString() };
  await record(tx, caller, 'notice.opened', { id, announcementId: wish.announcementId }, data);
  return endsAt;
}

/**
 * Another publish time is another window: an end that nobody named moves along. Returns the end when the window began
 * with what is moved. @throws HubError `notice_too_short` when the end that somebody named would be too early
 */
export async function moveNotice(
  tx: Tx,
  officeId: string,
  announcementId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Date | undefined> {
  const notice = await openOf(tx, announcementId);
  if (notice?.published_at.getTime() !== from.getTime()) return undefined;
  const earliest = await earliestEnd(tx, officeId, to, notice.days);
  const endsAt = notice.by_default ? earliest : notice.ends_at;
  refuseShort(endsAt, earliest, notice.days);
  await tx
    .updateTable('notice')
    .set({ published_at: to, ends_at: endsAt })
    .where('id', '=', notice.id)
    .execute();
  await moveWindow(tx, announcementId, endsAt);
  return endsAt;
}

/** Gives what is out, or on its way, another end. Returns how many deliveries. */
export async function moveWindow(tx: Tx, announcementId: string, endsAt: Date): Promise<number> {
  const moved = await tx
    .updateTable('delivery')
    .set({ window_ends_at: endsAt })
    .where('announcement_id', '=', announcementId)
    .where('operation', '<>', 'recall')
    .where('state', 'in', [...mayBeOut, ...notYetOut])
    .returning('id')
    .execute();
  return moved.length;
}

interface OpenNotice {
  id: string;
  days: number;
  by_default: boolean;
  published_at: Date;
  ends_at: Date;
}

function openOf(tx: Tx, announcementId: string): Promise<OpenNotice | undefined> {
  return tx
    .selectFrom('notice')
    .select(['id', 'days', 'by_default', 'published_at', 'ends_at'])
    .where('announcement_id', '=', announcementId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** The notice that is open, that has not ended before this goes out, and of which something is out or about to be. */
async function runningNotice(
  tx: Tx,
  { announcementId, publishAt }: Pick<NoticeWish, 'announcementId' | 'publishAt'>,
): Promise<OpenNotice | undefined> {
  const notice = await openOf(tx, announcementId);
  if (!notice || notice.ends_at <= publishAt) return undefined;
  const out = await tx
    .selectFrom('delivery')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('operation', '<>', 'recall')
    .where('state', 'in', [...mayBeOut, ...notYetOut])
    .limit(1)
    .executeTakeFirst();
  return out && notice;
}

async function keepNotice(tx: Tx, caller: Caller, notice: OpenNotice, wish: NoticeWish): Promise<Date> {
  const endsAt = wish.expiresAt ?? notice.ends_at;
  refuseShort(endsAt, notice.ends_at, notice.days);
  if (endsAt > notice.ends_at) {
    await tx.updateTable('notice').set({ ends_at: endsAt }).where('id', '=', notice.id).execute();
    await moveWindow(tx, wish.announcementId, endsAt);
    const data = { from: notice.ends_at.toISOString(), to: endsAt.toISOString() };
    await record(tx, caller, 'notice.extended', { ...wish, id: notice.id }, data);
  }
  return endsAt;
}

async function earliestEnd(tx: Tx, officeId: string, publishAt: Date, days: number): Promise<Date> {
  return new Date(noticeWindow(await workCalendar(tx, officeId), dayText(publishAt), days).endsAt);
}

function refuseShort(endsAt: Date, earliest: Date, days: number): void {
  if (endsAt >= earliest) return;
  // The end is the first moment of the next day; people name the day that is over then.
  const last = dayText(new Date(earliest.getTime() - 1));
  throw new HubError(
    'notice_too_short',
    `a notice of ${days} working days may end on ${last} at 24:00 at the earliest`,
    { facts: { earliest: earliest.toISOString(), last, days } },
  );
}

function record(
  tx: Tx,
  { officeId, memberId }: Caller,
  kind: string,
  { id, announcementId }: { id: string; announcementId: string },
  data: Record<string, string | number>,
): Promise<void> {
  return appendLedger(tx, [
    { officeId, actor: `member:${memberId}`, kind, announcementId, subjectId: id, data },
  ]);
}
