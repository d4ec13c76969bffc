import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AliveV1 } from '../contract/display-link.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger, type LedgerEntry } from '../store/ledger.js';
import { Gatherer } from './gatherer.js';

/** Screens that connect within so many milliseconds are written together. */
const gatherMs = 5;

/** A connection that counts for its screen, as its web node knows it. */
export interface Connected {
  screenId: string;
  session: string;
  officeId: string;
}

interface Beat extends Connected {
  alive: Omit<AliveV1, 'screenId'>;
}

/** Who is connected and what it shows. The database knows; beats are written together, once a second at most. */
@Injectable()
export class Presence {
  private readonly beats = new Map<string, Beat>();
  private readonly shown = new Map<string, string>();

  private readonly arrivals: Gatherer<Connected, true>;

  constructor(@Inject(DATABASE) private readonly db: Db) {
    this.arrivals = new Gatherer(gatherMs, (all) => this.writeConnected(all));
  }

  /** From now on only this session speaks for the screen. The first one ever is the screen's pairing. */
  async connected(connected: Connected): Promise<void> {
    this.shown.set(connected.session, '');
    await this.arrivals.add(connected);
  }

  /** Says nothing about the screen when a newer session speaks for it. */
  async disconnected({ screenId, session, officeId }: Connected): Promise<void> {
    this.beats.delete(session);
    this.shown.delete(session);
    await this.db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('screen_presence')
        .set({ session: null })
        .where('screen_id', '=', screenId)
        .where('session', '=', session)
        .returning('screen_id')
        .executeTakeFirst();
      if (row) await announceChange(tx, officeId, { topic: 'screen', ids: [screenId] });
    });
  }

  beat(connected: Connected, alive: Beat['alive']): void {
    this.beats.set(connected.session, { ...connected, alive });
  }

  /** Writes the beats since the last time, and tells consoles whose picture has changed. */
  async flush(): Promise<void> {
    if (this.beats.size === 0) return;
    const beats = [...this.beats.values()];
    this.beats.clear();
    const rows = beats.map(({ screenId, session, alive }) => ({
      screen_id: screenId,
      session,
      epoch: alive.epoch ?? null,
      viewport: alive.viewport,
      showing: alive.showing ?? null,
      health: alive.health ?? null,
    }));
    // Locked in one order: beats of a busy second may still be written when the next ones come.
    await sql`
      with b as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (screen_id uuid, session uuid, epoch bigint, viewport jsonb, showing jsonb, health jsonb)
      ), locked as materialized (
        select p.screen_id from screen_presence p join b on b.screen_id = p.screen_id and b.session = p.session
        order by p.screen_id for update of p
      )
      update screen_presence p set last_seen_at = hub_now(), epoch = b.epoch, viewport = b.viewport, health = b.health,
        showing = case when b.showing is null then null when p.showing - 'since' = b.showing then p.showing
          else b.showing || jsonb_build_object('since', to_char(hub_now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
      from b join locked l on l.screen_id = b.screen_id
      where p.screen_id = l.screen_id and p.session = b.session`.execute(this.db);
    await this.announce(beats.filter((beat) => this.hasChanged(beat)));
  }

  private async writeConnected(all: Connected[]): Promise<true[]> {
    // Of two connections of one screen the later one counts. In one order everywhere, since rows are locked.
    const latest = new Map(all.map((one) => [one.screenId, one]));
    const rows = [...latest.values()].sort((a, b) => (a.screenId < b.screenId ? -1 : 1));
    await transact(this.db, 'system:screens', async (tx) => {
      await sql`
        insert into screen_presence (screen_id, session, since, last_seen_at)
        select c."screenId", c.session, hub_now(), hub_now()
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c ("screenId" uuid, session uuid)
        on conflict (screen_id) do update set session = excluded.session, since = excluded.since,
          last_seen_at = excluded.last_seen_at`.execute(tx);
      await this.recordPairings(tx, rows);
      await this.announce(rows, tx);
    });
    return all.map(() => true);
  }

  private async recordPairings(tx: Tx, rows: readonly Connected[]): Promise<void> {
    const first = await tx
      .updateTable('screen')
      .set({ paired_at: sql<Date>`hub_now()` })
      .where(
        'id',
        'in',
        rows.map(({ screenId }) => screenId),
      )
      .where('paired_at', 'is', null)
      .returning(['id', 'office_id', 'key_id'])
      .execute();
    const entries = first.map((row): LedgerEntry => ({
      officeId: row.office_id,
      actor: `screen:${row.id}`,
      kind: 'screen.paired',
      subjectId: row.id,
      data: { key: row.key_id },
    }));
    if (entries.length > 0) await appendLedger(tx, entries);
  }

  /** How it is doing changes with every beat; no page has to hear of that at once. */
  private hasChanged({ session, alive }: Beat): boolean {
    const picture = JSON.stringify({ ...alive, health: undefined });
    const before = this.shown.get(session);
    // A session that has ended meanwhile is not remembered.
    if (before !== undefined) this.shown.set(session, picture);
    return before !== picture;
  }

  private async announce(beats: readonly Connected[], db: Db | Tx = this.db): Promise<void> {
    const offices = new Map<string, string[]>();
    for (const { officeId, screenId } of beats)
      offices.set(officeId, [...(offices.get(officeId) ?? []), screenId]);
    for (const [officeId, ids] of offices) await announceChange(db, officeId, { topic: 'screen', ids });
  }
}
