import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageQuery, PickupPage, PickupView } from '../../contract/api.js';
import type { Answers } from '../../contract/person.js';
import { HubError } from '../../contract/errors.js';
import type { DeliveryState, Json, Operation } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { Targets, type ResolvedTarget } from '../../targets/index.js';
import { checkAnswers } from './answers.js';
import { requirePictures } from './evidence.service.js';
import { storePersonReport } from './person-reports.js';
import { PersonMessage } from './reports.js';
import { inScope, scopeOf } from './scope.js';

/** States in which the other side can have something to publish. */
const sent: readonly DeliveryState[] = [
  'sending',
  'accepted',
  'live',
  'gone',
  'missing',
  'unconfirmed',
  'superseded',
  'with_person',
];

interface Row {
  id: string;
  at: string;
  message: Json;
  member_id: string;
  member: string;
  delivery_id: string;
  announcement_id: string;
  title: string;
  target_id: string;
  publish_at: Date;
}

/** Who published an item, where and when, as people report it. */
@Injectable()
export class Pickups {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  /** What the caller may see of it, newest report first. */
  async page(caller: Caller, query: PageQuery): Promise<PickupPage> {
    const scope = scopeOf(caller, 'announcement.read');
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { rows } = await sql<Row>`
      select r.id, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, r.message, m.id as member_id,
        m.name as member, d.id as delivery_id, d.announcement_id, v.content ->> 'title' as title, d.target_id, d.publish_at
      from report r
        join delivery first on first.target_id = r.target_id
          and first.id = case when r.ref ~ '^[0-9a-f-]{36}$' then r.ref::uuid end
        join lateral (select * from delivery where announcement_id = first.announcement_id
          and target_id = first.target_id and item_key = first.id and operation <> 'recall' order by seq desc limit 1) d on true
        join version v on v.id = d.version_id
        join member m on m.id::text = r.message -> 'person' ->> 'member' and m.office_id = d.office_id
      where ${inScope(this.targets, scope)} and not (r.message -> 'person') ? 'task'
        ${before ? sql`and (r.at, r.id) < (${before.at}::timestamptz, ${before.id})` : sql``}
      order by r.at desc, r.id desc limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await this.views(scope.officeId, shown),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }

  /** @throws HubError `not_found`, `wrong_state` when nothing was sent or nothing is asked, `invalid_request` */
  async report(caller: Caller, deliveryId: string, given: Answers): Promise<void> {
    const scope = scopeOf(caller, 'release.create');
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const { rows } = await sql<Delivery>`
        select d.announcement_id as "announcementId", d.target_id as "targetId", d.item_key as "itemKey", d.channel,
          d.state, d.operation
        from delivery d where d.id = ${deliveryId} and ${inScope(this.targets, scope)}`.execute(tx);
      const [delivery] = rows;
      if (!delivery) throw new HubError('not_found', 'there is no such delivery for you');
      const { pickup } = this.targets.channel(delivery.channel);
      if (!pickup) throw new HubError('wrong_state', 'this channel takes no reports of what was published');
      if (delivery.operation === 'recall' || !sent.includes(delivery.state))
        throw new HubError('wrong_state', 'nothing has been sent with this delivery');
      const answers = checkAnswers(pickup.ask, given);
      if (Object.keys(answers).length === 0)
        throw new HubError('invalid_request', 'Fill in at least one field.');
      await requirePictures(tx, caller.officeId, pickup.ask, answers);
      await storePersonReport(tx, caller, { ...delivery, deliveryId, answers });
    });
  }

  private async views(officeId: string, rows: readonly Row[]): Promise<PickupView[]> {
    const ids = [...new Set(rows.map((row) => row.target_id))];
    const targets = new Map((await this.targets.require(officeId, ids)).map((one) => [one.id, one]));
    return rows.flatMap((row) => {
      const target = targets.get(row.target_id);
      return target ? [pickupView(row, target)] : [];
    });
  }
}

interface Delivery {
  announcementId: string;
  targetId: string;
  itemKey: string;
  channel: string;
  state: DeliveryState;
  operation: Operation;
}

function pickupView(row: Row, target: ResolvedTarget): PickupView {
  const { answers } = PersonMessage.parse(row.message).person;
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    announcementId: row.announcement_id,
    title: row.title,
    target: { id: target.id, name: target.name, drill: target.drill },
    publishAt: row.publish_at.toISOString(),
    reportedAt: new Date(row.at).toISOString(),
    by: { id: row.member_id, name: row.member },
    answers,
    breach: isBreach(target, answers, row.publish_at),
  };
}

/** Whether a time that was reported lies before the publication time. */
function isBreach({ channel }: ResolvedTarget, answers: Answers, publishAt: Date): boolean {
  return (channel.pickup?.ask ?? []).some(({ name, kind }) => {
    const answer = answers[name];
    return kind === 'instant' && answer !== undefined && new Date(answer) < publishAt;
  });
}
