import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PlaysV1 } from '../../contract/display-plays.js';
import { OFFICE_ZONE } from '../../contract/kit/office-time.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { DATABASE, transact, type Db } from '../../store/database.js';

/** A player's clock follows the hub's; what it tells may be ahead by this much, in milliseconds. */
const AHEAD_MS = 5 * 60_000;
const LONGEST_MS = 86_400_000;

/** Takes what screens have shown, each play once. */
@Injectable()
export class Plays {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'playsDays'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Counts the plays that are new: of items that this screen was told of, not from the future, and not so old that
   * what would tell a second telling from the first is gone. Others are left out, and the screen may forget them.
   */
  async take({ screenId, plays }: PlaysV1): Promise<void> {
    const given = JSON.stringify(
      plays.map(({ id, key, beganAt, endedAt, pages, whole }) => ({
        id,
        item_key: key,
        began_at: beganAt,
        ended_at: endedAt,
        pages,
        whole,
      })),
    );
    const taken = await transact(this.db, `screen:${screenId}`, async (tx) => {
      const { rows } = await sql<{ credible: number }>`
        with given as (
          select distinct on (id) * from jsonb_to_recordset(${given}::jsonb)
            as g (id uuid, item_key uuid, began_at timestamptz, ended_at timestamptz, pages int, whole boolean)
          order by id
        ), credible as (
          select g.*, i.office_id, least(${LONGEST_MS}, extract(epoch from g.ended_at - g.began_at) * 1000)::int as ms
          from given g
          join screen_receipt r on r.screen_id = ${screenId} and r.item_key = g.item_key
          join screen_item i on i.key = g.item_key
          -- An item that was shown anew waits to be told again; what was shown of it before counts all the same.
          where (r.state <> 'queued' or g.began_at < i.shown_at)
            and g.ended_at >= g.began_at and g.ended_at <= hub_now() + ${AHEAD_MS} * interval '1 millisecond'
            and g.began_at > hub_now() - ${this.config.playsDays} * interval '1 day'
        ), fresh as (
          insert into screen_play (screen_id, id, item_key, began_at, ms, pages, whole)
          select ${screenId}, id, item_key, began_at, ms, pages, whole from credible order by id
          on conflict do nothing
          returning item_key, began_at, ms, whole
        ), days as (
          insert into screen_play_day as d
            (office_id, day, item_key, screen_id, plays, whole, ms, first_at, last_at)
          select s.office_id, (f.began_at at time zone ${OFFICE_ZONE})::date as day, f.item_key, ${screenId},
            count(*), count(*) filter (where f.whole), sum(f.ms), min(f.began_at),
            max(f.began_at + f.ms * interval '1 millisecond')
          from fresh f join screen s on s.id = ${screenId}
          group by s.office_id, 2, f.item_key order by 2, f.item_key
          on conflict (office_id, day, item_key, screen_id) do update set plays = d.plays + excluded.plays,
            whole = d.whole + excluded.whole, ms = d.ms + excluded.ms,
            first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at)
        )
        select count(*)::int as credible from credible`.execute(tx);
      return rows[0]?.credible ?? 0;
    });
    const left = new Set(plays.map(({ id }) => id)).size - taken;
    if (left > 0) this.logger.info({ screenId, left }, 'a screen told of plays that cannot be counted');
  }
}
