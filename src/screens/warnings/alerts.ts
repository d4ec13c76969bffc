import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import { ALERT_MAX_BYTES, AlertV1, type ShownWarning } from '../../contract/warning.js';
import type { Signed } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import { DATABASE, type Db, type Tx } from '../../store/database.js';
import type { Audience } from '../audience.js';
import { isOnline } from '../groups.js';
import { Gatherer } from '../gatherer.js';
import { hint } from '../hints.js';
import { ManifestSigner } from '../hub-key.js';

export interface SignedAlert {
  seq: number;
  signed: Signed;
}
interface Shown {
  screenId: string;
  targetId: string;
  seq: number;
}

const gatherMs = 25;

/**
 * What stands above each group's programme. It goes past the queue and past Redis: the change is written with its new
 * number, and every web node hears of it from PostgreSQL and tells its own sockets.
 */
@Injectable()
export class Alerts {
  private readonly kept = new LRUCache<string, SignedAlert>({ max: 1_000 });
  private readonly told = new Map<string, number>();
  private readonly shows: Gatherer<Shown, true>;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly signer: ManifestSigner,
  ) {
    this.shows = new Gatherer(gatherMs, (all) => this.writeShown(all));
  }

  /**
   * Something above these groups' programme has changed in this transaction: gives each a new number, freezes the
   * screens online now as expected, and tells every node once it commits.
   * @throws HubError too_much_at_once when it would not fit into one small message
   */
  async change(tx: Tx, targetIds: readonly string[]): Promise<void> {
    for (const targetId of [...targetIds].sort()) {
      const { rows } = await sql<{ seq: string }>`
        insert into alert_group as a (target_id, seq) values (${targetId}, (extract(epoch from hub_now()) * 1000)::bigint)
        on conflict (target_id) do update set seq = greatest(a.seq + 1, excluded.seq) returning seq`.execute(
        tx,
      );
      const seq = Number(rows[0]?.seq);
      const text = JSON.stringify(await this.read(tx, targetId, seq));
      if (Buffer.byteLength(text) > ALERT_MAX_BYTES - 200) throw new HubError('too_much_at_once');
      await sql`
        insert into alert_ack (target_id, seq, screen_id, expected)
        select ${targetId}, ${seq}, s.id, ${isOnline} from screen s left join screen_presence p on p.screen_id = s.id
        where s.target_id = ${targetId} and s.revoked_at is null`.execute(tx);
      await hint(tx, { kind: 'alert', targetId, seq });
    }
  }

  /** What stands above the group's programme, signed, when its number is this or a newer one. */
  async current(targetId: string, atLeast: number): Promise<SignedAlert> {
    const kept = this.kept.get(targetId);
    if (kept && kept.seq >= atLeast) return kept;
    const row = await this.db
      .selectFrom('alert_group')
      .select('seq')
      .where('target_id', '=', targetId)
      .executeTakeFirst();
    const seq = Number(row?.seq ?? 0);
    const alert = await this.read(this.db, targetId, seq);
    const signed = { seq, signed: await this.signer.sign(JSON.stringify(alert)) };
    this.kept.set(targetId, signed);
    return signed;
  }

  /** A group has an alert of this number now: tells this node's screens, unless they were told. */
  async changed(targetId: string, seq: number, audienceOf: (targetId: string) => Audience): Promise<void> {
    if (seq <= (this.told.get(targetId) ?? 0)) return;
    this.told.set(targetId, seq);
    const { signed } = await this.current(targetId, seq);
    audienceOf(targetId).alert(signed);
  }

  /** The screen has really drawn what this number says, and so whatever was said before. */
  async shown(screenId: string, targetId: string, seq: number): Promise<void> {
    await this.shows.add({ screenId, targetId, seq });
  }

  private async writeShown(all: Shown[]): Promise<true[]> {
    const rows = JSON.stringify(all);
    await sql`
      insert into alert_ack (target_id, seq, screen_id, expected, shown_at)
      select s.target_id, g.seq, s.id, false, hub_now()
      from (select distinct "screenId", "targetId", seq from jsonb_to_recordset(${rows}::jsonb)
        as g ("screenId" uuid, "targetId" uuid, seq bigint)) g
      join screen s on s.id = g."screenId" and s.target_id = g."targetId"
      join alert_group a on a.target_id = s.target_id and g.seq <= a.seq
      order by s.id, g.seq
      on conflict (target_id, seq, screen_id) do update set shown_at = coalesce(alert_ack.shown_at, hub_now())`.execute(
      this.db,
    );
    // Locked in one order: a screen may be in two of these at once.
    await sql`
      with g as (
        select "screenId", max(seq) as seq
        from jsonb_to_recordset(${rows}::jsonb) as r ("screenId" uuid, seq bigint) group by 1
      ), locked as materialized (
        select k.target_id, k.seq, k.screen_id from alert_ack k join g on g."screenId" = k.screen_id
        where k.seq < g.seq and k.shown_at is null order by k.screen_id, k.seq for update of k
      )
      update alert_ack k set shown_at = hub_now() from locked l
      where k.target_id = l.target_id and k.seq = l.seq and k.screen_id = l.screen_id`.execute(this.db);
    return all.map(() => true);
  }

  private async read(db: Db | Tx, targetId: string, seq: number): Promise<AlertV1> {
    const rows = await db
      .selectFrom('warning')
      .selectAll()
      .where(sql<boolean>`${targetId}::uuid = any(target_ids)`)
      .where('started_at', 'is not', null)
      .where('ended_at', 'is', null)
      .where(sql<boolean>`(text->>'until')::timestamptz > hub_now()`)
      .orderBy('started_at', 'desc')
      .execute();
    if (rows.length > 4) throw new HubError('too_much_at_once');
    const slate = await db
      .selectFrom('slate')
      .select('began_at')
      .where('target_id', '=', targetId)
      .where('lifted_at', 'is', null)
      .executeTakeFirst();
    const warnings = rows.map((row): ShownWarning => ({
      ...row.text,
      id: row.id,
      startedAt: (row.started_at ?? row.prepared_at).toISOString(),
      ...(row.identifier === null ? {} : { identifier: row.identifier }),
      drill: row.drill,
      voice: row.voice,
    }));
    return {
      format: 'alert.v1',
      group: targetId,
      seq,
      warnings,
      ...(slate ? { slate: { since: slate.began_at.toISOString() } } : {}),
    };
  }
}
