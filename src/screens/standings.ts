import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Db } from '../store/database.js';

export interface Standing {
  screenId: string;
  targetId: string;
  epoch: number;
  /** The number of its group's alert; 0 while there never was one. */
  alert: number;
  revoked: boolean;
  /** Two boxes have its key. */
  copied: boolean;
  /** The connection that speaks for it; null while none does. */
  session: string | null;
}

/** How things stand in the database, for nodes that may have missed a hint. */
@Injectable()
export class Standings {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async ofScreens(ids: readonly string[]): Promise<Map<string, Standing>> {
    const rows = await this.db
      .selectFrom('screen as s')
      .innerJoin('screen_group as g', 'g.target_id', 's.target_id')
      .leftJoin('screen_presence as p', 'p.screen_id', 's.id')
      .leftJoin('alert_group as a', 'a.target_id', 's.target_id')
      .select(['s.id', 's.target_id', 's.revoked_at', 's.copied_at', 'g.epoch', 'a.seq', 'p.session'])
      .where('s.id', 'in', [...ids])
      .execute();
    return new Map(
      rows.map((row) => [
        row.id,
        {
          screenId: row.id,
          targetId: row.target_id,
          epoch: Number(row.epoch),
          alert: Number(row.seq ?? 0),
          revoked: row.revoked_at !== null,
          copied: row.copied_at !== null,
          session: row.session,
        },
      ]),
    );
  }
}
