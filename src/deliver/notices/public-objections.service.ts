import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { dayText } from '../../contract/kit/office-time.js';
import { dayAfter } from '../../contract/kit/workdays.js';
import type {
  ObjectionAnswer,
  ObjectionDesk,
  ObjectionWindow,
  PublicObjection,
} from '../../contract/objection.js';
import { countAttempts, network } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Actor, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { ObjectionTexts, receiptNumber } from './objection-texts.js';
import { lastDay } from './outages.js';
import { takenBack } from './taken-back.js';

/** From one address in a quarter of an hour: room for a household, not for a program. */
export const MOST_FROM_ONE_PLACE = 5;

/** Where an objection came in. */
interface Way {
  officeId: string;
  actor: Actor;
  /** The network that it came from; it is counted by and never kept. */
  from: string;
}

interface Standing {
  id: string;
  announcementId: string;
  publishedAt: Date;
  endsAt: Date;
  open: boolean;
}

/**
 * Objections that the public makes on a notice's page. What was said and who said it are kept as those are that members
 * write down (`Objections`); the address is not kept at all.
 */
@Injectable()
export class PublicObjections {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly texts: ObjectionTexts,
  ) {}

  /** For the pages of one office. @param visitor the address that asks */
  desk(officeId: string, actor: Actor, visitor: string): ObjectionDesk {
    const way = { officeId, actor, from: network(visitor) };
    return {
      window: (slug) => this.window(officeId, slug),
      take: (slug, objection) => this.take(way, slug, objection),
    };
  }

  private async window(officeId: string, slug: string): Promise<ObjectionWindow | undefined> {
    const notice = await standing(this.db, officeId, slug);
    return (
      notice && {
        first: dayAfter(dayText(notice.publishedAt)),
        last: lastDay(notice.endsAt),
        endsAt: notice.endsAt,
        open: notice.open,
      }
    );
  }

  private async take(way: Way, slug: string, objection: PublicObjection): Promise<ObjectionAnswer> {
    const notice = await standing(this.db, way.officeId, slug);
    if (notice?.open !== true) return { is: 'closed' };
    const waitSeconds = await this.wait(way);
    if (waitSeconds !== undefined) return { is: 'too_many', waitSeconds };
    return transact(this.db, way.actor, async (tx) => {
      await lockAnnouncement(tx, way.officeId, notice.announcementId);
      // It may have ended, or been closed or taken back, while this one waited for its turn.
      const now = await standing(tx, way.officeId, slug);
      return now?.open === true ? this.keep(tx, way, now, objection) : { is: 'closed' };
    });
  }

  /** How long this place has to wait; undefined: it is its turn. */
  private async wait({ officeId, from }: Way): Promise<number | undefined> {
    const [counted] = await countAttempts(this.db, [
      `objection:${this.texts.mark('objections from', [officeId, from])}`,
    ]);
    return counted && counted.attempts > MOST_FROM_ONE_PLACE ? Math.max(1, counted.wait) : undefined;
  }

  private async keep(
    tx: Tx,
    { officeId, actor, from: place }: Way,
    notice: Standing,
    { text, from }: PublicObjection,
  ): Promise<ObjectionAnswer> {
    const likeness = this.texts.mark('objection', [
      notice.id,
      place,
      text,
      from?.name ?? '',
      from?.contact ?? '',
    ]);
    const known = await tx
      .selectFrom('objection')
      .select(['receipt', 'received_at'])
      .where('notice_id', '=', notice.id)
      .where('likeness', '=', likeness)
      .executeTakeFirst();
    if (known && known.receipt !== null)
      return { is: 'taken', receipt: known.receipt, at: known.received_at };
    const [id, at] = [newId(), await databaseNow(tx)];
    const receipt = receiptNumber(dayText(at));
    const hash = this.texts.hashOf(id, text);
    await tx
      .insertInto('objection')
      .values({
        ...{ id, office_id: officeId, notice_id: notice.id, received_at: at, way: 'online' },
        ...{ sealed: this.texts.seal(text, id, 'text'), hash, recorded_by: null, receipt, likeness },
        sealed_from: from ? this.texts.seal(JSON.stringify(from), id, 'from') : null,
      })
      .execute();
    const { announcementId } = notice;
    await appendLedger(tx, [
      { officeId, actor, kind: 'objection.received', announcementId, subjectId: id, data: { hash } },
    ]);
    await announceChange(tx, officeId, { topic: 'delivery', ids: [announcementId] });
    return { is: 'taken', receipt, at };
  }
}

/** The office's newest notice under this address that was not taken back. */
async function standing(db: Db | Tx, officeId: string, slug: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select n.id, n.announcement_id as "announcementId", n.published_at as "publishedAt", n.ends_at as "endsAt",
      n.closed_at is null and n.published_at <= hub_now() and hub_now() < n.ends_at as open
    from announcement a join notice n on n.announcement_id = a.id
    where a.slug = ${slug} and a.office_id = ${officeId} and not ${takenBack}
    order by n.closed_at is not null, n.created_at desc limit 1`.execute(db);
  return rows[0];
}
