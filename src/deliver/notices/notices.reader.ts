import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import type { AnnouncementNotice, NoticeOutcome, NoticeView } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { dayAfter, noticeWindow, workdaysBetween, type WorkCalendar } from '../../contract/kit/workdays.js';
import { HubError } from '../../contract/errors.js';
import { databaseNow, DATABASE, type Db } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { workCalendar } from '../../workdays/index.js';
import { endAfter, lastDay, outagesOf, within, type Outage } from './outages.js';
import { takenBack } from './taken-back.js';

const Extended = z.object({ from: z.string(), to: z.string(), reason: z.string().default('') });

interface NoticeRow {
  id: string;
  days: number;
  published_at: Date;
  ends_at: Date;
  created_at: Date;
  closed_at: Date | null;
  closed_by: string | null;
  outcome: NoticeOutcome | null;
  closer: string | null;
  taken_back: boolean;
}

/** How the newest public notice of an announcement stands. */
@Injectable()
export class Notices {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  /** @throws HubError `not_found` also for another office's announcement */
  async of(officeId: string, announcementId: string): Promise<AnnouncementNotice> {
    await this.requireAnnouncement(officeId, announcementId);
    const row = await this.newest(announcementId);
    if (!row) return {};
    const [now, calendar, deliveries, extensions, places] = await Promise.all([
      databaseNow(this.db),
      workCalendar(this.db, officeId),
      this.deliveries(announcementId, row.created_at),
      this.extensions(row.id),
      this.places(officeId, announcementId),
    ]);
    const first = dayAfter(dayText(row.published_at));
    const last = lastDay(row.ends_at);
    const window = workdaysBetween(calendar, dayAfter(first, -1), last);
    const outages = within(outagesOf(deliveries), row.published_at, row.ends_at);
    const extendedAt = extensions.at(-1)?.at;
    const isAnswered = ({ from }: Outage): boolean =>
      extendedAt !== undefined && extendedAt > from.toISOString();
    const unanswered = outages.filter((outage) => !isAnswered(outage));
    const state = stateOf(row, now);
    const isOpen = state === 'planned' || state === 'running';
    return {
      notice: {
        id: row.id,
        days: row.days,
        workdays: window.count,
        state,
        publishedAt: row.published_at.toISOString(),
        first,
        last,
        endsAt: row.ends_at.toISOString(),
        uncertainYears: window.years,
        ...(isOpen && tooShort(calendar, row, startOf(deliveries, row))),
        outages: outages.map((outage) => ({
          target: { id: outage.targetId, name: places.get(outage.targetId)?.name ?? outage.targetId },
          from: outage.from.toISOString(),
          ...(outage.to && { to: outage.to.toISOString() }),
          answered: isAnswered(outage),
        })),
        ...(isOpen &&
          unanswered.length > 0 && { suggested: endAfter(calendar, unanswered, row.ends_at, now) }),
        toBeTold: [...places.values()].filter(({ others }) => others).map(({ name }) => name),
        extensions,
        ...closing(row),
      },
    };
  }

  private async requireAnnouncement(officeId: string, id: string): Promise<void> {
    const found = await this.db
      .selectFrom('announcement')
      .select('id')
      .where('id', '=', id)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!found) throw new HubError('not_found', 'there is no such announcement in this office');
  }

  private newest(announcementId: string): Promise<NoticeRow | undefined> {
    return this.db
      .selectFrom('notice as n')
      .leftJoin('member as m', 'm.id', 'n.closed_by')
      .select(['n.id', 'n.days', 'n.published_at', 'n.ends_at', 'n.created_at', 'n.closed_at', 'n.closed_by'])
      .select(['n.outcome', 'm.name as closer', takenBack.as('taken_back')])
      .where('n.announcement_id', '=', announcementId)
      .orderBy(sql`n.closed_at is not null`)
      .orderBy('n.created_at', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  /** Which states its deliveries came to since the notice was opened, in order, as the ledger has them. */
  private async deliveries(announcementId: string, since: Date) {
    const { rows } = await sql<{ deliveryId: string; targetId: string; state: string; at: Date }>`
      select subject_id as "deliveryId", data ->> 'target' as "targetId", substr(kind, 10) as state, at
      from ledger_entry
      where announcement_id = ${announcementId} and kind like 'delivery.%' and subject_id is not null
        and data ->> 'operation' in ('publish', 'update') and at >= ${since}
      order by id`.execute(this.db);
    return rows;
  }

  private async extensions(noticeId: string): Promise<NoticeView['extensions']> {
    const { rows } = await sql<{ at: Date; data: unknown; id: string | null; name: string | null }>`
      select e.at, e.data, m.id, m.name
      from ledger_entry e
        left join member m on e.actor = 'member:' || m.id and m.office_id = e.office_id
        join notice n on n.id = e.subject_id and n.announcement_id = e.announcement_id
      where n.id = ${noticeId} and e.kind = 'notice.extended' order by e.id`.execute(this.db);
    return rows.map(({ at, data, id, name }) => ({
      at: at.toISOString(),
      ...(id !== null && name !== null && { by: { id, name } }),
      ...Extended.parse(data),
    }));
  }

  /** Where it is or was, and which of these others run, so that the hub cannot give them another end. */
  private async places(officeId: string, announcementId: string) {
    const rows = await this.db
      .selectFrom('delivery')
      .select('target_id')
      .distinct()
      .where('announcement_id', '=', announcementId)
      .execute();
    const targets = await this.targets.require(
      officeId,
      rows.map((row) => row.target_id),
    );
    return new Map(
      targets.map(({ id, name, channel }) => [
        id,
        { name, others: channel.capabilities.recall === 'request' },
      ]),
    );
  }
}

function stateOf(row: NoticeRow, now: Date): NoticeView['state'] {
  if (row.closed_at !== null) return 'closed';
  if (row.taken_back) return 'withdrawn';
  if (now < row.published_at) return 'planned';
  return now < row.ends_at ? 'running' : 'over';
}

/** When it really was out first, which may be later than planned. */
function startOf(deliveries: readonly { state: string; at: Date }[], row: NoticeRow): Date {
  const live = deliveries.find(({ state }) => state === 'live');
  return live && live.at > row.published_at ? live.at : row.published_at;
}

function tooShort(calendar: WorkCalendar, row: NoticeRow, start: Date): Pick<NoticeView, 'tooShort'> {
  const { last, endsAt } = noticeWindow(calendar, dayText(start), row.days);
  return new Date(endsAt) > row.ends_at ? { tooShort: { earliest: endsAt, last } } : {};
}

function closing({
  closed_at: at,
  closed_by: id,
  closer: name,
  outcome,
}: NoticeRow): Pick<NoticeView, 'closed'> {
  if (at === null || id === null || name === null || outcome === null) return {};
  return { closed: { outcome, by: { id, name }, at: at.toISOString() } };
}
