import pg from 'pg';
import { findRunningPostgres } from '../../../src/platform/postgres/running.js';

/** The clock of a hub on the embedded engine, set to a day of a scenario; it runs on from there. */
export class OfficeClock {
  constructor(private readonly dataDir: string) {}

  /** `local` is the office's own time, e.g. `2026-11-23 09:10` or with seconds. */
  async at(local: string): Promise<Date> {
    const at = new Date(`${local.replace(' ', 'T')}+08:00`);
    const urls = await findRunningPostgres(this.dataDir);
    if (!urls) throw new Error('the hub’s database does not run');
    const client = new pg.Client({ connectionString: urls.ownerUrl() });
    await client.connect();
    try {
      const ahead = at.getTime() - Date.now();
      await client.query(
        `create or replace function hub_now() returns timestamptz language sql stable parallel safe
         as $$ select clock_timestamp() + ${ahead} * interval '1 millisecond' $$`,
      );
    } finally {
      await client.end();
    }
    return at;
  }
}
