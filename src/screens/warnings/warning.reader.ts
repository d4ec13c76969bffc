import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { SlateView, WarningBoard, WarningState, WarningView } from '../../contract/api.js';
import { DISPLAY_CHANNEL } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { isOnline } from '../groups.js';
import { joined, nothing, reachOf } from './reach.js';

/** What ended lately is shown so many at most. */
const mostPast = 20;

/** What stands above the screens' programme, as pages show it. */
@Injectable()
export class WarningReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async board({ officeId }: Caller): Promise<WarningBoard> {
    const [open, past, slates, groups] = await Promise.all([
      this.warnings(officeId, { open: true }),
      this.warnings(officeId, { open: false }),
      this.slates(officeId),
      this.groups(officeId),
    ]);
    return { warnings: [...open, ...past], slates, groups };
  }

  /** @throws HubError not_found */
  async one({ officeId }: Caller, id: string): Promise<WarningView> {
    const [view] = await this.warnings(officeId, { id });
    if (!view) throw new HubError('not_found', 'there is no such warning');
    return view;
  }

  private async warnings(officeId: string, which: { id?: string; open?: boolean }): Promise<WarningView[]> {
    const isOver = sql<boolean>`(w.text->>'until')::timestamptz <= hub_now()`;
    const rows = await this.db
      .selectFrom('warning as w')
      .innerJoin('member as p', 'p.id', 'w.prepared_by')
      .leftJoin('member as b', 'b.id', 'w.started_by')
      .leftJoin('member as e', 'e.id', 'w.ended_by')
      .leftJoin('warning_source as s', 's.id', 'w.source_id')
      .selectAll('w')
      .select([
        'p.name as preparer',
        'b.name as starter',
        'e.name as ender',
        's.name as source',
        isOver.as('over'),
      ])
      .where('w.office_id', '=', officeId)
      .$if(which.id !== undefined, (query) => query.where('w.id', '=', which.id ?? ''))
      .$if(which.open === true, (query) =>
        query.where('w.ended_at', 'is', null).where(sql<boolean>`not ${isOver}`),
      )
      .$if(which.open === false, (query) =>
        query.where((eb) => eb.or([eb('w.ended_at', 'is not', null), isOver])).limit(mostPast),
      )
      .orderBy('w.prepared_at', 'desc')
      .orderBy('w.id', 'desc')
      .execute();
    const targetIds = [...new Set(rows.flatMap(({ target_ids }) => target_ids ?? []))];
    const [reach, names] = await Promise.all([reachOf(this.db, targetIds), this.names(targetIds)]);
    return rows.map((row): WarningView => {
      const targets = (row.target_ids ?? []).map((id) => ({ id, name: names.get(id) ?? '' }));
      const started = row.started_at;
      return {
        id: row.id,
        state: stateOf(row),
        text: row.text,
        drill: row.drill,
        voice: row.voice,
        ...(row.source === null ? {} : { source: row.source }),
        ...(row.identifier === null ? {} : { identifier: row.identifier }),
        ...(row.replaces === null ? {} : { replaces: row.replaces }),
        preparedBy: { id: row.prepared_by, name: row.preparer },
        preparedAt: row.prepared_at.toISOString(),
        ...(row.started_by === null ? {} : { startedBy: { id: row.started_by, name: row.starter ?? '' } }),
        ...(started ? { startedAt: started.toISOString() } : {}),
        ...(row.ended_by === null ? {} : { endedBy: { id: row.ended_by, name: row.ender ?? '' } }),
        ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
        ...(row.end_reason === null ? {} : { endReason: row.end_reason }),
        targets,
        ...(started
          ? {
              reach: targets.reduce(
                (sum, { id }) => joined(sum, reach.get(id) ?? nothing(started)),
                nothing(started),
              ),
            }
          : {}),
      };
    });
  }

  private async slates(officeId: string): Promise<SlateView[]> {
    const rows = await this.db
      .selectFrom('slate as s')
      .innerJoin('target as t', 't.id', 's.target_id')
      .innerJoin('member as m', 'm.id', 's.began_by')
      .leftJoin('member as l', 'l.id', 's.lift_asked_by')
      .selectAll('s')
      .select(['t.name as group', 'm.name as beginner', 'l.name as asker'])
      .where('s.office_id', '=', officeId)
      .where('s.lifted_at', 'is', null)
      .orderBy('t.name')
      .execute();
    const reach = await reachOf(
      this.db,
      rows.map(({ target_id }) => target_id),
    );
    return rows.map((row): SlateView => ({
      id: row.id,
      target: { id: row.target_id, name: row.group },
      reason: row.reason,
      beganBy: { id: row.began_by, name: row.beginner },
      beganAt: row.began_at.toISOString(),
      ...(row.lift_asked_by === null
        ? {}
        : { liftAskedBy: { id: row.lift_asked_by, name: row.asker ?? '' } }),
      ...(row.lift_asked_at ? { liftAskedAt: row.lift_asked_at.toISOString() } : {}),
      reach: reach.get(row.target_id) ?? nothing(row.began_at),
    }));
  }

  private async groups(officeId: string): Promise<WarningBoard['groups']> {
    const rows = await this.db
      .selectFrom('target as t')
      .leftJoin('screen as s', (join) =>
        join.onRef('s.target_id', '=', 't.id').on('s.revoked_at', 'is', null),
      )
      .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
      .select(['t.id', 't.name', sql<number>`count(s.id)::int`.as('screens')])
      .select(sql<number>`count(s.id) filter (where ${isOnline})::int`.as('online'))
      .where('t.office_id', '=', officeId)
      .where('t.channel', '=', DISPLAY_CHANNEL)
      .groupBy('t.id')
      .orderBy('t.name')
      .execute();
    return rows;
  }

  private async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db
      .selectFrom('target')
      .select(['id', 'name'])
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

function stateOf(row: { started_at: Date | null; ended_at: Date | null; over: boolean }): WarningState {
  if (row.ended_at) return row.started_at ? 'ended' : 'discarded';
  if (row.over) return 'over';
  return row.started_at ? 'active' : 'prepared';
}
