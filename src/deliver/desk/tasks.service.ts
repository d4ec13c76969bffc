import { Inject, Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import type { PageQuery, TaskPage, TaskView } from '../../contract/api.js';
import type { Answers, Ask } from '../../contract/person.js';
import { HubError } from '../../contract/errors.js';
import type { Json, LocalizedText, Operation } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { Targets, type ResolvedTarget } from '../../targets/index.js';
import { checkAnswers } from './answers.js';
import { storePersonReport } from './person-reports.js';
import { inScope, scopeOf, type Scope } from './scope.js';

interface Row {
  id: string;
  delivery_id: string;
  announcement_id: string;
  title: string;
  target_id: string;
  operation: Operation;
  kind: string;
  text: LocalizedText;
  facts: Json | null;
  ask: Ask[] | null;
  at: string;
  answered_at: Date | null;
}

/** What people have to do so that deliveries go on, and what they answered. */
@Injectable()
export class Tasks {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  /** Open tasks that the caller may see, longest open first. */
  async page(caller: Caller, query: PageQuery): Promise<TaskPage> {
    const scope = scopeOf(caller, 'announcement.read');
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const beyond = after
      ? sql`and (k.opened_at, k.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
      : sql``;
    const rows = await this.open(sql`${inScope(this.targets, scope)} ${beyond}`, query.limit + 1);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await this.views(scope.officeId, shown, caller),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }

  /** The open task of each delivery, the newest where there are several. Without a caller nobody may answer. */
  async ofDeliveries(
    officeId: string,
    deliveryIds: readonly string[],
    caller?: Caller,
  ): Promise<Map<string, TaskView>> {
    if (deliveryIds.length === 0) return new Map();
    const which = sql`d.office_id = ${officeId} and d.id = any(${[...deliveryIds]}::uuid[])`;
    const views = await this.views(officeId, await this.open(which), caller);
    return new Map(views.map((view) => [view.deliveryId, view]));
  }

  /**
   * Stores a person's answer as a report on the item and makes a look due; what follows from it is the channel's to
   * see. Returns the delivery's id. @throws HubError `not_found`, `wrong_state`, `invalid_request`
   */
  async answer(caller: Caller, taskId: string, given: Answers): Promise<string> {
    const scope = scopeOf(caller, 'release.create');
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const { rows } = await sql<Target>`
        select d.id as "deliveryId", d.announcement_id as "announcementId", d.target_id as "targetId",
          d.item_key as "itemKey", k.kind, k.ask, k.closed_at as "closedAt"
        from task k join delivery d on d.id = k.delivery_id
        where k.id = ${taskId} and ${inScope(this.targets, scope)} for update of k`.execute(tx);
      const [task] = rows;
      if (!task) throw new HubError('not_found', 'there is no such task for you');
      if (task.closedAt) throw new HubError('wrong_state', 'this task is done already');
      if (!task.ask || task.ask.length === 0)
        throw new HubError('wrong_state', 'this task asks for nothing to be filled in');
      const answers = checkAnswers(task.ask, given);
      await storePersonReport(tx, caller, { ...task, answers, task: { id: taskId, kind: task.kind } });
      await tx
        .updateTable('task')
        .set({ answered_at: sql<Date>`hub_now()` })
        .where('id', '=', taskId)
        .execute();
      return task.deliveryId;
    });
  }

  private async open(which: RawBuilder<unknown>, limit?: number): Promise<Row[]> {
    const { rows } = await sql<Row>`
      select k.id, k.delivery_id, d.announcement_id, v.content ->> 'title' as title, d.target_id, d.operation, k.kind,
        k.text, k.facts, k.ask, to_char(k.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, k.answered_at
      from task k join delivery d on d.id = k.delivery_id join version v on v.id = d.version_id
      where k.closed_at is null and ${which} order by k.opened_at, k.id
      ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(this.db);
    return rows;
  }

  private async views(officeId: string, rows: readonly Row[], caller?: Caller): Promise<TaskView[]> {
    const ids = [...new Set(rows.map((row) => row.target_id))];
    const targets = new Map((await this.targets.require(officeId, ids)).map((one) => [one.id, one]));
    const answerable = caller && this.answerable(scopeOf(caller, 'release.create'), caller);
    return rows.flatMap((row) => {
      const target = targets.get(row.target_id);
      return target ? [taskView(row, target, answerable?.(target) ?? false)] : [];
    });
  }

  private answerable(scope: Scope, { permissions }: Caller): (target: ResolvedTarget) => boolean {
    if (scope.desk === undefined) return () => true;
    if (!permissions.has('press.work')) return () => false;
    const channels = new Set(this.targets.channelsAt(scope.desk).map(({ id }) => id));
    return ({ channel }) => channels.has(channel.id);
  }
}

interface Target {
  deliveryId: string;
  announcementId: string;
  targetId: string;
  itemKey: string;
  kind: string;
  ask: Ask[] | null;
  closedAt: Date | null;
}

function taskView(row: Row, target: ResolvedTarget, mayAnswer: boolean): TaskView {
  const asks = row.ask !== null && row.ask.length > 0;
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    announcementId: row.announcement_id,
    announcementTitle: row.title,
    target: { id: target.id, name: target.name, channel: target.channel.id, drill: target.drill },
    operation: row.operation,
    kind: row.kind,
    text: row.text,
    facts: row.facts ?? undefined,
    ask: asks && row.ask !== null ? row.ask : undefined,
    handoff: asks && row.operation !== 'recall' && target.channel.handoff !== undefined,
    openedAt: new Date(row.at).toISOString(),
    answeredAt: row.answered_at?.toISOString(),
    mayAnswer: asks && mayAnswer,
  };
}
