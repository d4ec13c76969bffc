import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import type { ProgrammeItem, ProgrammeView, SaveProgramme } from '../../contract/api.js';
import { DISPLAY_CHANNEL, isOfSites } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import { OFFICE_ZONE } from '../../contract/kit/office-time.js';
import { emptyPlan, type Plan } from '../../contract/programme.js';
import { Panel, usualPanel } from '../../contract/slide/panel.js';
import type { Caller } from '../../identity/index.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, databaseNow, transact, type Db, type Tx } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { appendLedger } from '../../store/ledger.js';
import { changeGroup, ensureGroup } from '../groups.js';
import { webOriginsOf } from '../web-sites.js';
import { calendarFor } from './programme-of.js';

/** What groups of screens show when, one plan a group. */
@Injectable()
export class Programmes implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('programmes', '20 * * * * *', () => this.followCalendars());
  }

  /** @throws HubError `not_found` for what is no group of screens of the office */
  async view({ officeId }: Pick<Caller, 'officeId'>, targetId: string): Promise<ProgrammeView> {
    const group = await groupOf(this.db, officeId, targetId);
    const row = await this.db
      .selectFrom('screen_programme as p')
      .innerJoin('member as m', 'm.id', 'p.changed_by')
      .select(['p.plan', 'p.calendar', 'p.revision', 'p.changed_by', 'p.changed_at', 'm.name'])
      .where('p.target_id', '=', targetId)
      .executeTakeFirst();
    const panel = Panel.safeParse(group.settings);
    const calendar = row?.calendar ?? (await calendarFor(this.db, officeId, await databaseNow(this.db)));
    return {
      targetId,
      name: group.name,
      programme: { ...(row?.plan ?? emptyPlan), zone: OFFICE_ZONE, calendar },
      revision: row?.revision ?? 0,
      ...(row
        ? { changed: { by: { id: row.changed_by, name: row.name }, at: row.changed_at.toISOString() } }
        : {}),
      panel: panel.success ? panel.data : usualPanel,
      items: await itemsOf(this.db, targetId),
      webOrigins: webOriginsOf(group.settings),
    };
  }

  /**
   * @throws HubError `not_found`; `stale_revision` (facts: the present one); `invalid_request` for a web page that of none of
   * the target's sites
   */
  async save(caller: Caller, targetId: string, { plan, revision }: SaveProgramme): Promise<ProgrammeView> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const group = await groupOf(tx, officeId, targetId);
      refuseStrangePages(plan, webOriginsOf(group.settings));
      await ensureGroup(tx, targetId);
      // Who writes at the same time waits here: the group is held until the transaction ends.
      const epoch = await changeGroup(tx, targetId);
      const before = await tx
        .selectFrom('screen_programme')
        .select(['plan', 'revision'])
        .where('target_id', '=', targetId)
        .executeTakeFirst();
      if ((before?.revision ?? 0) !== revision)
        throw new HubError('stale_revision', undefined, { facts: { revision: before?.revision ?? 0 } });
      const fresh = {
        plan: JSON.stringify(plan),
        calendar: JSON.stringify(await calendarFor(tx, officeId, await databaseNow(tx))),
        revision: revision + 1,
        changed_by: memberId,
        changed_at: sql<Date>`hub_now()`,
      };
      await tx
        .insertInto('screen_programme')
        .values({ target_id: targetId, office_id: officeId, ...fresh })
        .onConflict((conflict) => conflict.column('target_id').doUpdateSet(fresh))
        .execute();
      const data = {
        revision: revision + 1,
        epoch,
        plan: sha256(canonicalJson(plan)),
        changed: changesOf(before?.plan ?? emptyPlan, plan),
      };
      await appendLedger(tx, [{ officeId, actor, kind: 'programme.changed', subjectId: targetId, data }]);
      await announceChange(tx, officeId, { topic: 'screen', ids: [] });
    });
    return this.view(caller, targetId);
  }

  /** Groups whose office's calendar is another one by now get it: days were entered, or a year is over. */
  private async followCalendars(): Promise<void> {
    const rows = await this.db.selectFrom('screen_programme').select(['target_id', 'office_id']).execute();
    for (const { target_id: targetId, office_id: officeId } of rows)
      await transact(this.db, 'system:screens', async (tx) => {
        const calendar = JSON.stringify(await calendarFor(tx, officeId, await databaseNow(tx)));
        const changed = await tx
          .updateTable('screen_programme')
          .set({ calendar })
          .where('target_id', '=', targetId)
          .where(sql<boolean>`calendar <> ${calendar}::jsonb`)
          .returning('target_id')
          .execute();
        if (changed.length > 0) await changeGroup(tx, targetId);
      });
  }
}

async function groupOf(
  db: Db | Tx,
  officeId: string,
  targetId: string,
): Promise<{ name: string; settings: unknown }> {
  const row = await db
    .selectFrom('target')
    .select(['name', 'settings'])
    .where('id', '=', targetId)
    .where('office_id', '=', officeId)
    .where('channel', '=', DISPLAY_CHANNEL)
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such group of screens');
  return row;
}

async function itemsOf(db: Db, targetId: string): Promise<ProgrammeItem[]> {
  const rows = await db
    .selectFrom('screen_item as i')
    .innerJoin('delivery as d', 'd.id', 'i.key')
    .innerJoin('version as v', 'v.id', 'd.version_id')
    .select(['i.key', 'i.published_at', 'i.until', 'i.priority', 'i.announcement_id'])
    .select([
      sql<string>`v.content->>'title'`.as('title'),
      sql<string>`v.content->>'category'`.as('category'),
    ])
    .where('i.target_id', '=', targetId)
    .where('i.retracted_at', 'is', null)
    .where((eb) => eb.or([eb('i.until', 'is', null), eb('i.until', '>', sql<Date>`hub_now()`)]))
    .orderBy('i.published_at', 'desc')
    .orderBy('i.key', 'desc')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    title: row.title,
    category: row.category,
    from: row.published_at.toISOString(),
    ...(row.until ? { until: row.until.toISOString() } : {}),
    priority: row.priority,
    ...(row.announcement_id === null ? {} : { announcementId: row.announcement_id }),
  }));
}

function refuseStrangePages({ playlists }: Plan, origins: readonly string[]): void {
  for (const [index, { entries }] of playlists.entries())
    for (const entry of entries)
      if (entry.kind === 'web' && !isOfSites(entry.url, origins))
        throw new HubError(
          'invalid_request',
          `${entry.url} is of no site that this group of screens may show`,
          {
            errors: [{ path: `plan.playlists.${index}`, message: 'not an allowed page' }],
          },
        );
}

/** Which parts of a plan are new, gone or other than before, by id. */
function changesOf(before: Plan, after: Plan): Record<string, string[]> {
  const parts = ['playlists', 'layouts', 'rules', 'rests'] as const;
  return Object.fromEntries(
    parts.map((part) => {
      const [was, is] = [before, after].map(
        (plan) => new Map(plan[part].map((one) => [one.id, canonicalJson(one)])),
      );
      const ids = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort();
      return [part, ids.filter((id) => was?.get(id) !== is?.get(id))];
    }),
  );
}
