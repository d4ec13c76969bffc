import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Exposure } from '../../contract/api.js';
import { SCREENS_PORT, type ScreensPorts } from '../../contract/display.js';
import { DATABASE, type Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { Stories } from '../story.js';

interface Row extends Omit<Exposure, 'screens' | 'readers'> {
  targetId: string;
  key: string;
}

/** Where something could be seen, from when to when, and by how many, as far as the hub knows it. */
@Injectable()
export class Exposures {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    private readonly stories: Stories,
  ) {}

  /** What was out, or may have been, when a rectification was opened; of a recall, only what that took back. */
  async of(
    announcementId: string,
    { openedAt, recallId }: { openedAt: string; recallId: string | undefined },
  ): Promise<Exposure[]> {
    const { rows } = await sql<Row>`
      select p.id as "deliveryId", p.target_id as "targetId", t.name as target, p.channel, v.number as version, p.state,
        p.item_key as key, json_strip_nulls(json_build_object('from', (
            select ${iso(sql`min(x.live_at)`)} from delivery x
            where x.announcement_id = p.announcement_id and x.item_key = p.item_key and x.operation <> 'recall'),
          'to', case when p.state = 'gone' then (select ${iso(sql`max(e.at)`)} from ledger_entry e
            where e.announcement_id = p.announcement_id and e.subject_id = p.id and e.kind = 'delivery.gone') end,
          'url', p.url)) as known
      from (
        select distinct on (d.target_id, d.item_key) d.* from delivery d
        where d.announcement_id = ${announcementId} and d.operation <> 'recall'
          and d.created_at <= ${openedAt}::timestamptz and (${recallId ?? null}::uuid is null
            or d.item_key in (select r.item_key from delivery r where r.recall_id = ${recallId ?? null}::uuid))
        order by d.target_id, d.item_key, d.seq desc) p
      join target t on t.id = p.target_id join version v on v.id = p.version_id
      where p.live_at is not null or p.state not in ('held', 'scheduled', 'queued', 'cancelled', 'superseded', 'lapsed')
      order by t.name, p.id`.execute(this.db);
    return Promise.all(
      (rows as (Row & { known: Partial<Row> })[]).map(async ({ known, targetId, key, ...row }) => {
        const { screens } = await this.screens.forTarget(targetId).receipts(key);
        const readers = await this.stories.readersOf({
          ...{ id: row.deliveryId, targetId, announcementId, versionNumber: row.version },
        });
        return {
          ...row,
          ...known,
          screens: screens.length,
          ...(readers.length > 0 && {
            readers: {
              sent: readers.filter(({ sentAt }) => sentAt !== undefined).length,
              opened: readers.filter(({ openedAt: at }) => at !== undefined).length,
            },
          }),
        };
      }),
    );
  }
}
