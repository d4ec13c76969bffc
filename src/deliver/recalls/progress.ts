import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { RecallProgress, RecallTarget } from '../../contract/api.js';
import { SCREENS_PORT, type ScreensPorts } from '../../contract/display.js';
import type { DeliveryState, GoneReason, LocalizedText, Operation } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Targets, type ResolvedTarget } from '../../targets/index.js';
import { Tasks } from '../desk/tasks.service.js';
import { RecallRequests } from './requests.service.js';

interface Row {
  id: string;
  target_id: string;
  operation: Operation;
  state: DeliveryState;
  gone_reason: GoneReason | null;
  item_key: string;
  url: string | null;
  created_at: Date;
  ended_at: Date | null;
  last_error: string | null;
  last_words: LocalizedText | null;
}

/** Tells how far a recall is: every target, until each is verified gone or with a person. */
@Injectable()
export class RecallProgresses {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    private readonly targets: Targets,
    private readonly tasks: Tasks,
    private readonly requests: RecallRequests,
  ) {}

  /** @throws HubError `not_found` */
  async of(caller: Caller, requestId: string): Promise<RecallProgress> {
    const request = await this.requests.one(caller, requestId);
    const [rows, slug] = await Promise.all([this.rows(requestId), this.slug(request.announcementId)]);
    const ids = [...new Set(rows.map((row) => row.target_id))];
    const known = new Map(
      (await this.targets.require(caller.officeId, ids)).map((target) => [target.id, target]),
    );
    const tasks = await this.tasks.ofDeliveries(
      caller.officeId,
      rows.map((row) => row.id),
      caller,
    );
    const targets = await Promise.all(
      rows.flatMap((row) => {
        const target = known.get(row.target_id);
        return target ? [this.tell(row, target, tasks.get(row.id))] : [];
      }),
    );
    const ended = targets.filter(({ endedAt }) => endedAt !== undefined);
    const isWithPerson = ({ state, task, endedAt }: RecallTarget): boolean =>
      endedAt === undefined && (state === 'with_person' || task !== undefined);
    const withPerson = targets.filter(isWithPerson).length;
    const open = targets.length - ended.length - withPerson;
    const last = ended
      .map(({ endedAt = '' }) => endedAt)
      .sort()
      .at(-1);
    return {
      request,
      permalink: slug === null ? undefined : `${this.config.publicUrl}/n/${slug}`,
      targets,
      counts: { gone: ended.length, withPerson, open },
      finishedAt: targets.length > 0 && open + withPerson === 0 ? last : undefined,
    };
  }

  /** The recalls of a request, and what it cancelled, with their items' addresses. When one ended is in the ledger. */
  private async rows(requestId: string): Promise<Row[]> {
    const { rows } = await sql<Row>`
      select d.id, d.target_id, d.operation, d.state, d.gone_reason, d.item_key, d.created_at, d.last_error, d.last_words,
        coalesce(d.url, (
          select p.url from delivery p where p.announcement_id = d.announcement_id and p.target_id = d.target_id and p.item_key = d.item_key
            and p.url is not null
          order by p.seq desc limit 1
        )) as url, case when d.state in ('done', 'cancelled') then (
          select max(e.at) from ledger_entry e
          where e.announcement_id = d.announcement_id and e.subject_id = d.id and e.kind = 'delivery.' || d.state
        ) end as ended_at
      from delivery d join target t on t.id = d.target_id
      where d.recall_id = ${requestId} order by t.name, d.id`.execute(this.db);
    return rows;
  }

  private async slug(announcementId: string): Promise<string | null> {
    const { slug } = await this.db
      .selectFrom('announcement')
      .select('slug')
      .where('id', '=', announcementId)
      .executeTakeFirstOrThrow();
    return slug;
  }

  private async tell(row: Row, target: ResolvedTarget, task: RecallTarget['task']): Promise<RecallTarget> {
    const { screens } = await this.screens.forTarget(row.target_id).receipts(row.item_key);
    return {
      target: { id: target.id, name: target.name, channel: target.channel.id, drill: target.drill },
      deliveryId: row.id,
      operation: row.operation,
      state: row.state,
      goneReason: row.gone_reason ?? undefined,
      url: row.url ?? undefined,
      orderedAt: row.created_at.toISOString(),
      endedAt: row.ended_at?.toISOString(),
      lastWords: row.last_words ?? undefined,
      lastError: row.last_error ?? undefined,
      task,
      screens: screens.map(({ screenId, name, state, online, at }) => ({
        screenId,
        name,
        state,
        online,
        at: at.toISOString(),
      })),
    };
  }
}
