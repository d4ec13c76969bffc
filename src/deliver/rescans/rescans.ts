import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { rulesMark, Screening } from '../../intake/index.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { mayBeOut } from '../../release/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { keepFindings } from './keep.js';

/** Announcements that are looked at before the cursor is moved. */
const BATCH = 20;
/** How long one round works; what is left comes in the next. */
const ROUND_MS = 8_000;

interface Standing {
  officeId: string;
  /** What a look would go by now. */
  wanted: string;
  mark: string | null;
  cursor: string | null;
  isDone: boolean;
}

/**
 * Screens everything that is out again: when the office's words or the hub's rules have changed, every night, and when
 * somebody asks for it. A look goes through an office's announcements in batches; a change meanwhile begins it anew.
 */
@Injectable()
export class Rescans implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly housekeeping: Housekeeping,
    private readonly screening: Screening,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('rescan', '4-59/10 * * * * *', async () => {
      await this.round();
    });
    this.housekeeping.every('nightly rescan', '0 40 2 * * *', () => this.askAll());
  }

  /** One round: until nothing is left or its time is over. Answers how many announcements were looked at. */
  async round(forMs = ROUND_MS): Promise<number> {
    const until = Date.now() + forMs;
    let looked = 0;
    for (const office of await this.standings()) {
      if (office.mark === null) await this.begin(office, true);
      else if (office.mark !== office.wanted || !office.isDone) looked += await this.look(office, until);
      if (Date.now() >= until) break;
    }
    return looked;
  }

  private async look(office: Standing, until: number): Promise<number> {
    if (office.mark !== office.wanted) {
      await this.begin(office, false);
      this.screening.forgetWords();
    }
    let cursor = office.mark === office.wanted ? office.cursor : null;
    for (let looked = 0; ;) {
      const ids = await this.outAfter(office.officeId, cursor);
      for (const id of ids) await this.lookAt(office.officeId, id);
      looked += ids.length;
      cursor = ids.at(-1) ?? cursor;
      const isDone = ids.length < BATCH;
      await sql`
        update rescan set cursor = ${cursor}, finished_at = case when ${isDone} then hub_now() end
        where office_id = ${office.officeId} and mark = ${office.wanted}`.execute(this.db);
      if (isDone || Date.now() >= until) return looked;
    }
  }

  /** Where each office stands, by rules, words and what was asked. */
  private async standings(): Promise<Standing[]> {
    const { rows } = await sql<Standing>`
      select o.id as "officeId", r.mark, r.cursor, r.finished_at is not null as "isDone",
        ${rulesMark} || ':' || w.words || ':' || coalesce(extract(epoch from r.asked_at)::text, '') as wanted
      from office o left join rescan r on r.office_id = o.id
      cross join lateral (
        select count(*) || '/' || coalesce(extract(epoch from max(changed_at))::text, '') as words
        from watched_word where office_id = o.id
      ) w order by o.id`.execute(this.db);
    return rows;
  }

  /** A new office, or one that this hub has never looked at, has been screened as it submitted. */
  private async begin({ officeId, wanted }: Standing, isDone: boolean): Promise<void> {
    await sql`
      insert into rescan (office_id, mark, started_at, finished_at)
      values (${officeId}, ${wanted}, hub_now(), case when ${isDone} then hub_now() end)
      on conflict (office_id) do update set mark = excluded.mark, cursor = null, started_at = excluded.started_at,
        finished_at = excluded.finished_at`.execute(this.db);
  }

  private async outAfter(officeId: string, cursor: string | null): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select a.id from announcement a
      where a.office_id = ${officeId} and (${cursor}::uuid is null or a.id > ${cursor}::uuid) and exists (
        select from delivery d where d.announcement_id = a.id and d.operation <> 'recall' and d.state = any(${[...mayBeOut]}))
      order by a.id limit ${BATCH}`.execute(this.db);
    return rows.map(({ id }) => id);
  }

  /** What cannot be looked at does not keep the others from it; the next night tries again. */
  private async lookAt(officeId: string, announcementId: string): Promise<void> {
    try {
      await keepFindings(this.db, this.screening, officeId, announcementId);
    } catch (error) {
      this.log.error({ err: error, announcementId }, 'an announcement could not be screened again');
    }
  }

  private async askAll(): Promise<void> {
    await sql`update rescan set asked_at = hub_now()`.execute(this.db);
  }
}
