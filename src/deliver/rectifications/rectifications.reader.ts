import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  RectificationText,
  type AffectedNotice,
  type RectificationPage,
  type RectificationQuery,
  type RectificationStep,
  type RectificationView,
  type Replacement,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import { workdaysBetween } from '../../contract/kit/workdays.js';
import { Hash } from '../../contract/values.js';
import { notePersonalRead, type Caller } from '../../identity/index.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { workCalendar } from '../../workdays/index.js';
import { Exposures } from './exposure.js';
import { readRows } from './rows.js';
import { gapsOf, isWritable, mayNotSign } from './rules.js';

interface Step {
  step: RectificationStep;
  memberId: string;
  content: RectificationText | null;
  notice: AffectedNotice | null;
  hash: string | null;
}

/** Rectifications as those read them who may. */
@Injectable()
export class RectificationReader {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly exposures: Exposures,
  ) {}

  /** Without any of their texts. Newest first, or what is open by its last day. */
  async page({ officeId }: Caller, query: RectificationQuery): Promise<RectificationPage> {
    const { open, announcementId, limit } = query;
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const read = await readRows(
      this.db,
      sql`r.office_id = ${officeId}
        ${announcementId === undefined ? sql`` : sql`and r.announcement_id = ${announcementId}`}
        ${open ? sql`and s.act <> 'signed'` : sql``}
        ${before ? sql`and (r.opened_at, r.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
        order by ${open ? sql`d.due_on, r.id` : sql`r.opened_at desc, r.id desc`} limit ${limit + 1}`,
    );
    const items = read.slice(0, limit);
    const last = items.at(-1);
    const more = !open && last !== undefined && read.length > limit;
    return {
      items: items.map(({ row }) => row),
      ...(more && { nextCursor: encodeCursor({ at: last.at, id: last.row.id }) }),
    };
  }

  /**
   * One with all that was written in it. About a leak of personal data, that it was read stands in the ledger.
   * @throws HubError `not_found`
   */
  async one(caller: Caller, id: string): Promise<RectificationView> {
    const { since, ...view } = await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const read = await this.read(tx, caller, id);
      const { announcementId: announcement, recall, written, notice } = read;
      if (recall?.reason === 'privacy' && (written !== undefined || notice !== undefined))
        await notePersonalRead(tx, caller, { what: 'rectification', announcement });
      return read;
    });
    const { announcementId, recall } = view;
    // Of other connections, so not while this one is held.
    const exposure = await this.exposures.of(announcementId, { openedAt: since, recallId: recall?.id });
    return { ...view, exposure };
  }

  private async read(
    tx: Tx,
    caller: Caller,
    id: string,
  ): Promise<Omit<RectificationView, 'exposure'> & { since: string }> {
    const { officeId, permissions } = caller;
    const [found] = await readRows(tx, sql`r.office_id = ${officeId} and r.id = ${id}`);
    if (!found) throw new HubError('not_found', 'there is no such rectification in this office');
    const { row } = found;
    const steps = await stepsOf(tx, id);
    const written = steps.findLast(({ content }) => content !== null);
    const text = RectificationText.parse(written?.content ?? {});
    const notice = steps.findLast((one) => one.notice !== null)?.notice ?? undefined;
    const calendar = await workCalendar(tx, officeId);
    const writers = writersIn(steps);
    const because = mayNotSign({ state: row.state, writers }, caller);
    const submitted = row.state === 'done' ? steps.findLast(({ hash }) => hash !== null) : undefined;
    const { announcementId, openedAt, recall } = row;
    return {
      ...row,
      since: found.at,
      number: steps.length,
      uncertainYears: workdaysBetween(calendar, dayText(new Date(openedAt)), row.dueOn).years,
      text,
      ...(written && { written: { at: written.step.at, by: written.step.by } }),
      ...(notice && { notice }),
      steps: steps.map(({ step }) => step),
      replacement: await replacementOf(tx, announcementId, found.at),
      gaps: gapsOf(text, notice, recall?.reason),
      ...(submitted && { hash: Hash.parse(submitted.hash) }),
      members: await tx
        .selectFrom('member')
        .select(['id', 'name'])
        .where('office_id', '=', officeId)
        .where('disabled_at', 'is', null)
        .orderBy('name')
        .orderBy('id')
        .execute(),
      mayWrite: isWritable(row.state) && permissions.has('release.recall'),
      maySign: because === undefined,
      ...(because !== undefined && { mayNotSignBecause: because }),
    };
  }
}

/** The acts by which somebody becomes one of its writers. */
const writing: readonly RectificationStep['act'][] = ['written', 'notice', 'submitted'];
const writersIn = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap(({ step, memberId }) => (writing.includes(step.act) ? [memberId] : []))),
];

async function stepsOf(tx: Tx, id: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select json_strip_nulls(json_build_object('number', x.number, 'act', x.act, 'at', ${iso(sql`x.at`)},
        'by', json_build_object('id', m.id, 'name', m.name), 'dueOn', x.due_on::text,
        'notice', x.notice ->> 'state', 'words', nullif(x.words, ''))) as step,
      x.member_id as "memberId", x.content, x.notice, x.hash
    from rectification_step x join member m on m.id = x.member_id
    where x.rectification_id = ${id} order by x.number`.execute(tx);
  return rows;
}

/** The newest version that was submitted since. */
async function replacementOf(
  tx: Tx,
  announcementId: string,
  since: string,
): Promise<Replacement | undefined> {
  const { rows } = await sql<{ found: Replacement }>`
    select json_strip_nulls(json_build_object('versionId', v.id, 'number', v.number, 'submittedAt', ${iso(sql`v.submitted_at`)},
      'liveAt', (select ${iso(sql`min(d.live_at)`)} from delivery d
        where d.version_id = v.id and d.operation <> 'recall'))) as found
    from version v where v.announcement_id = ${announcementId} and v.submitted_at > ${since}::timestamptz
    order by v.number desc limit 1`.execute(tx);
  return rows[0]?.found;
}
