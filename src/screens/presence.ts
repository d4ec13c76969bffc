import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AliveV1 } from '../contract/display-link.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';

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

  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** From now on only this session speaks for the screen. The first one ever is the screen's pairing. */
  async connected({ screenId, session, officeId }: Connected): Promise<void> {
    this.shown.set(session, '');
    await transact(this.db, `screen:${screenId}`, async (tx) => {
      await sql`
        insert into screen_presence (screen_id, session, since, last_seen_at)
        values (${screenId}, ${session}, hub_now(), hub_now())
        on conflict (screen_id) do update set session = excluded.session, since = excluded.since,
          last_seen_at = excluded.last_seen_at`.execute(tx);
      const first = await tx
        .updateTable('screen')
        .set({ paired_at: sql<Date>`hub_now()` })
        .where('id', '=', screenId)
        .where('paired_at', 'is', null)
        .returning('key_id')
        .executeTakeFirst();
      if (first) {
        const entry = { kind: 'screen.paired', subjectId: screenId, data: { key: first.key_id } };
        await appendLedger(tx, [{ officeId, actor: `screen:${screenId}`, ...entry }]);
      }
      await announceChange(tx, officeId, { topic: 'screen', ids: [screenId] });
    });
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
    }));
    await sql`
      update screen_presence p set last_seen_at = hub_now(), epoch = b.epoch, viewport = b.viewport,
        showing = case when b.showing is null then null when p.showing - 'since' = b.showing then p.showing
          else b.showing || jsonb_build_object('since', to_char(hub_now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as b (screen_id uuid, session uuid, epoch bigint, viewport jsonb, showing jsonb)
      where p.screen_id = b.screen_id and p.session = b.session`.execute(this.db);
    await this.announce(beats.filter((beat) => this.hasChanged(beat)));
  }

  private hasChanged({ session, alive }: Beat): boolean {
    const picture = JSON.stringify(alive);
    const before = this.shown.get(session);
    // A session that has ended meanwhile is not remembered.
    if (before !== undefined) this.shown.set(session, picture);
    return before !== picture;
  }

  private async announce(beats: readonly Connected[]): Promise<void> {
    const offices = new Map<string, string[]>();
    for (const { officeId, screenId } of beats)
      offices.set(officeId, [...(offices.get(officeId) ?? []), screenId]);
    for (const [officeId, ids] of offices) await announceChange(this.db, officeId, { topic: 'screen', ids });
  }
}
