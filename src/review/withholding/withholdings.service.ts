import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Ground, Reappraise, WithheldList, WithheldRow, WithholdingList } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import type { Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { appendLedger } from '../../store/ledger.js';
import { termsOf } from '../terms.service.js';
import { readAgainOn } from './again-on.js';

/** More than an office withholds and still looks at again; the rest of the list would be read by nobody. */
const MOST = 500;

/** What the office does not disclose (不予公开), and the looks at it that the law asks for (条例 Art. 18). */
@Injectable()
export class Withholdings {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** What is withheld now; what is to be looked at again first stands first. */
  async list(officeId: string): Promise<WithheldList> {
    const { rows } = await sql<{ row: WithheldRow; total: number }>`
      select json_build_object('announcementId', a.id, 'title', a.title, 'category', a.category, 'ground', n.ground,
          'againOn', n.again_on::text, 'due', n.again_on <= (hub_now() at time zone 'Asia/Shanghai')::date,
          'since', ${iso(sql`f.at`)}, 'looks', n.number - 1) as row,
        (count(*) over ())::int as total
      from announcement a join lateral (
          select * from withholding w where w.version_id = a.current_version_id order by w.number desc limit 1) n on true
        join withholding f on f.version_id = a.current_version_id and f.number = 1
      where a.office_id = ${officeId} and a.stage = 'withheld'
      order by n.again_on, a.id limit ${MOST}`.execute(this.db);
    return { items: rows.map(({ row }) => row), total: rows[0]?.total ?? 0 };
  }

  /** The looks at the version that was withheld last. @throws HubError `not_found` also for another office's */
  async of(officeId: string, announcementId: string): Promise<WithholdingList> {
    const row = await this.db
      .selectFrom('announcement')
      .select('stage')
      .where('id', '=', announcementId)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    const { rows } = await sql<{ view: WithholdingList['items'][number] }>`
      select json_strip_nulls(json_build_object('number', w.number, 'act', w.act, 'ground', w.ground, 'words', w.words,
        'againOn', w.again_on::text, 'by', json_build_object('id', m.id, 'name', m.name), 'at', ${iso(sql`w.at`)})) as view
      from withholding w join member m on m.id = w.member_id
      where w.version_id = (select version_id from withholding where announcement_id = ${announcementId}
        order by at desc, number desc limit 1)
      order by w.number`.execute(this.db);
    const items = rows.map(({ view }) => view);
    const againOn = items.at(-1)?.againOn;
    const withheld = row.stage === 'withheld';
    const today = dayText(await databaseNow(this.db));
    return { items, withheld, due: withheld && againOn !== undefined && againOn <= today };
  }

  /**
   * Looks at it again: it stays withheld with a new day, or goes back to its draft for a new version.
   * @throws HubError `wrong_state` when it is not withheld; `already_decided` when somebody looked meanwhile;
   * `invalid_time`; `not_found`
   */
  async reappraise(caller: Caller, announcementId: string, wish: Reappraise): Promise<WithholdingList> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const row = await lockAnnouncement(tx, officeId, announcementId);
      if (row.stage !== 'withheld' || row.current_version_id === null)
        throw new HubError('wrong_state', 'it is not withheld');
      const before = await newest(tx, row.current_version_id);
      if (before.number !== wish.number)
        throw new HubError('already_decided', 'somebody has looked at it again meanwhile');
      const keeps = wish.act === 'kept';
      const againOn = keeps ? await this.nextLook(tx, officeId, wish.againOn) : null;
      await writeWithholding(tx, caller, {
        announcementId,
        versionId: row.current_version_id,
        number: before.number + 1,
        act: wish.act,
        ground: keeps ? before.ground : null,
        words: wish.words,
        againOn,
      });
      if (!keeps)
        await tx
          .updateTable('announcement')
          .set({ stage: 'drafting', updated_at: sql<Date>`hub_now()` })
          .where('id', '=', announcementId)
          .execute();
      await appendLedger(tx, [
        {
          officeId,
          actor,
          kind: `withholding.${wish.act}`,
          announcementId,
          subjectId: row.current_version_id,
          data: { number: before.number + 1, reason: wish.words, ...(againOn !== null && { againOn }) },
        },
      ]);
      await announceChange(tx, officeId, { topic: 'review', ids: [announcementId] });
    });
    return this.of(officeId, announcementId);
  }

  private async nextLook(tx: Tx, officeId: string, wish: string | undefined): Promise<string> {
    const { reappraiseMonths } = await termsOf(tx, officeId);
    return readAgainOn(await databaseNow(tx), wish, reappraiseMonths);
  }
}

interface Look {
  announcementId: string;
  versionId: string;
  number: number;
  act: 'withheld' | 'kept' | 'lifted';
  ground: Ground | null;
  words: string;
  againOn: string | null;
}

/** Writes one look down. The database takes each number of a version once. */
export async function writeWithholding(
  tx: Tx,
  { officeId, memberId }: Pick<Caller, 'officeId' | 'memberId'>,
  look: Look,
): Promise<void> {
  await tx
    .insertInto('withholding')
    .values({
      id: newId(),
      office_id: officeId,
      announcement_id: look.announcementId,
      version_id: look.versionId,
      number: look.number,
      act: look.act,
      ground: look.ground,
      words: look.words,
      again_on: look.againOn,
      member_id: memberId,
    })
    .execute();
}

async function newest(tx: Tx, versionId: string): Promise<{ number: number; ground: Ground | null }> {
  return tx
    .selectFrom('withholding')
    .select(['number', 'ground'])
    .where('version_id', '=', versionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}
